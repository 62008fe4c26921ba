# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "Means are asked for, not sums."
# hint.es = "Se piden medias, no sumas."
# ///
"""Sums."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().sum(), (pred - y).square().sum()
    return weight * past + (1 - weight) * future
