# /// wrong answer
# check = "test_translator_loss"
# kind = "wrong_value"
# hint.en = """
# Only the critic is in it. The critic asks for a plausible picture, not for this one."""
# hint.es = "Solo está el crítico. El crítico pide una imagen verosímil, no esta."
# ///
"""No error."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / (y.shape[1] * m.sum())
    return F.softplus(-fake).mean() + 0 * error
