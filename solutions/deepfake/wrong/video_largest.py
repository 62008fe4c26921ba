# /// wrong answer
# check = "test_video_values"
# kind = "wrong_value"
# hint.en = """
# Your score is that of the worst frame: a single one condemns the film. The mean is asked for."""
# hint.es = """
# Tu puntuación es la del peor fotograma: uno solo condena toda la película. Se pide la media."""
# ///
"""The largest."""


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    V = int(video.max()) + 1
    return torch.stack([logits[video == v].max() for v in range(V)])
