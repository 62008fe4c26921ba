# /// wrong answer
# check = "test_translator_loss"
# kind = "wrong_value"
# hint.en = "The error is absolute for p = 2, too."
# hint.es = "El error es absoluto también con p = 2."
# ///
"""p is not used."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs()
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / (y.shape[1] * m.sum())
    return F.softplus(-fake).mean() + weight * error
