# /// wrong answer
# check = "test_auc_ties"
# kind = "wrong_value"
# hint.en = """
# Equal scores count nothing in your answer. They are worth one half: a detector that gives
# everybody the same score has the AUC ½."""
# hint.es = """
# En tu respuesta las puntuaciones iguales no cuentan. Valen la mitad: un detector que puntúa
# igual a todos tiene un AUC de ½."""
# ///
"""Ties count nothing."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    return (fake > real).double().mean().item()
