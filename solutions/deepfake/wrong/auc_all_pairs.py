# /// wrong answer
# check = "test_auc_values"
# kind = "wrong_value"
# hint.en = """
# You divide by all pairs of pictures. Only pairs of a fake and a real picture count."""
# hint.es = """
# Divides entre todas las parejas de imágenes. Solo cuentan las de una falsa y una real."""
# ///
"""Divided by N²."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    won = (fake > real).sum() + 0.5 * (fake == real).sum()
    return won.item() / len(scores) ** 2
