# /// wrong answer
# check = "test_loss_gradients"
# kind = "not_finite"
# ///
"""The error times the mask: 0 · nan."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = (pred - r) * mask
    return (errors**2).sum() / mask.sum().clamp(min=1)
