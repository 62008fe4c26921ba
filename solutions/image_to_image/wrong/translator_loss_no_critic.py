# /// wrong answer
# check = "test_translator_loss"
# kind = "wrong_value"
# hint.en = "Only the error is in it: what the critic says of the picture does not count."
# hint.es = "Solo está el error: lo que dice el crítico de la imagen no cuenta."
# ///
"""The error alone."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / (y.shape[1] * m.sum())
    return 0 * fake.mean() + weight * error
