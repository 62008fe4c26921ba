# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = """
# There is one mean over all numbers together; it should be one for the past and one for the
# future."""
# hint.es = """
# Hay una sola media de todos los números juntos; debería haber una del pasado y otra del futuro."""
# ///
"""Divided by all numbers."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    n = (x.numel() + y.numel()) / 2
    past, future = (recon - x).square().sum() / n, (pred - y).square().sum() / n
    return weight * past + (1 - weight) * future
