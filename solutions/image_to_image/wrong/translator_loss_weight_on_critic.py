# /// wrong answer
# check = "test_translator_loss"
# kind = "wrong_value"
# hint.en = "The weight stands before the critic's verdict. Whose term is it?"
# hint.es = "El peso está delante del veredicto del crítico. ¿De qué término es?"
# ///
"""The weight is on the wrong term."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / (y.shape[1] * m.sum())
    return weight * F.softplus(-fake).mean() + error
