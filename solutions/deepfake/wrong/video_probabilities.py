# /// wrong answer
# check = "test_video_values"
# kind = "wrong_value"
# hint.en = """
# You average probabilities. Here it is the mean of the logits, without a sigmoid."""
# hint.es = """
# Promedias probabilidades. Aquí es la media de los logits, sin sigmoide."""
# ///
"""Mean probability."""


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    V = int(video.max()) + 1
    p = torch.sigmoid(logits)
    return torch.stack([p[video == v].mean() for v in range(V)])
