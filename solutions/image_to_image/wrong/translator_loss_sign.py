# /// wrong answer
# check = "test_translator_loss"
# kind = "wrong_value"
# hint.en = """
# Your translator is paid for being found out: its loss has to fall when the logits of its
# pictures rise."""
# hint.es = """
# A tu traductor se le paga por que lo descubran: su pérdida tiene que bajar cuando suben los
# logits de sus imágenes."""
# ///
"""Paid for being found out."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / (y.shape[1] * m.sum())
    return F.softplus(fake).mean() + weight * error
