# /// wrong answer
# check = "test_video_values"
# kind = "wrong_value"
# hint.en = """
# This is the median of the frames. The mean is asked for."""
# hint.es = """
# Esto es la mediana de los fotogramas. Se pide la media."""
# ///
"""The median."""


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    V = int(video.max()) + 1
    return torch.stack([logits[video == v].median() for v in range(V)])
