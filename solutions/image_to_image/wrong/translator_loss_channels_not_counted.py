# /// wrong answer
# check = "test_translator_loss_mask"
# kind = "wrong_value"
# hint.en = """
# You divide by the pixels of the hole. How many numbers are in it, if there are three channels?"""
# hint.es = """
# Divides entre los píxeles del hueco. ¿Cuántos números hay en él, si hay tres canales?"""
# ///
"""Divided by the pixels of the hole."""


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / m.sum()
    return F.softplus(-fake).mean() + weight * error
