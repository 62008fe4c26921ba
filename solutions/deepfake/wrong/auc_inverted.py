# /// wrong answer
# check = "test_auc_values"
# kind = "wrong_value"
# hint.en = """
# This is 1 − AUC: a real picture wins where it has the higher score. A higher score is more
# like a fake, and fakes have the label 1."""
# hint.es = """
# Esto es 1 − AUC: gana la imagen real cuando tiene más puntuación. Más puntuación es más
# parecido a una falsa, y las falsas llevan la etiqueta 1."""
# ///
"""One minus the AUC."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    lost = (fake < real).sum() + 0.5 * (fake == real).sum()
    return lost.item() / (fake.numel() * real.numel())
