# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "These are absolute errors; squares are asked for."
# hint.es = "Son errores absolutos; se piden cuadrados."
# ///
"""Absolute errors."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).abs().mean(), (pred - y).abs().mean()
    return weight * past + (1 - weight) * future
