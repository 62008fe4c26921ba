# /// wrong answer
# check = "test_loss_gradients"
# kind = "not_finite"
# ///
"""The unknown is thrown away after the square."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    return torch.where(mask, (pred - r) ** 2, 0).sum() / mask.sum().clamp(min=1)
