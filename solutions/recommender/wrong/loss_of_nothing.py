# /// wrong answer
# check = "test_loss_empty"
# kind = "not_finite"
# ///
"""0 / 0 without ratings."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = torch.where(mask, pred - r, 0)
    return (errors**2).sum() / mask.sum()
