# /// wrong answer
# check = "test_translator_loss_mask"
# kind = "wrong_value"
# hint.en = "You divide by all pixels: the error shrinks when the hole does."
# hint.es = "Divides entre todos los píxeles: el error encoge cuando encoge el hueco."
# ///
"""Divided by all entries."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).mean()
    return F.softplus(-fake).mean() + weight * error
