# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "The future has to be weighed as well, with 1 - weight."
# hint.es = "El futuro también se pesa, con 1 - weight."
# ///
"""The future is not weighed."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().mean(), (pred - y).square().mean()
    return weight * past + future
