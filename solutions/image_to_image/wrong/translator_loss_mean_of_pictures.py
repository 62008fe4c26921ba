# /// wrong answer
# check = "test_translator_loss_mask"
# kind = "wrong_value"
# hint.en = """
# You take a mean for each picture, and then the mean of these. Large holes and small ones then
# weigh alike; here every number does."""
# hint.es = """
# Tomas una media por imagen, y después la media de estas. Los huecos grandes y pequeños pesan
# entonces lo mismo; aquí pesa lo mismo cada número."""
# ///
"""A mean for each picture."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        holes = (m.sum(dim=(1, 2, 3)) * y.shape[1]).clamp(min=1)
        error = ((m * errors).sum(dim=(1, 2, 3)) / holes).mean()
    return F.softplus(-fake).mean() + weight * error
