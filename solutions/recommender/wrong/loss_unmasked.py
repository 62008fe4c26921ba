# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You ask for a 0 where no rating is known. A film that somebody has not seen is not a film they
# dislike."""
# hint.es = """
# Pides un 0 donde no se conoce la nota. Una película no vista no es una película que no gusta."""
# ///
"""What is not known counts as a 0."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = pred - torch.where(mask, r, 0)
    return (errors**2).sum() / mask.sum().clamp(min=1)
