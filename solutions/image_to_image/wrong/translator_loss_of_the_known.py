# /// wrong answer
# check = "test_translator_loss_mask"
# kind = "wrong_value"
# hint.en = """
# The error is that of what was known, so the network is paid for copying what it sees."""
# hint.es = """
# El error es el de lo que ya se conocía, así que a la red se le paga por copiar lo que ve."""
# ///
"""The known part counts."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = ((1 - m) * errors).sum() / (y.shape[1] * (1 - m).sum())
    return F.softplus(-fake).mean() + weight * error
