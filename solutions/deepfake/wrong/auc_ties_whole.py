# /// wrong answer
# check = "test_auc_ties"
# kind = "wrong_value"
# hint.en = """
# Equal scores count as won in your answer. They are worth one half."""
# hint.es = """
# En tu respuesta las puntuaciones iguales cuentan como ganadas. Valen la mitad."""
# ///
"""Ties count one."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    return (fake >= real).double().mean().item()
