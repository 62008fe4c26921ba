# /// wrong answer
# check = "test_auc_values"
# kind = "wrong_value"
# hint.en = """
# This is the share of right decisions at the threshold 0. The AUC asks for no threshold: it
# compares scores in pairs."""
# hint.es = """
# Esto es la parte de decisiones acertadas con el umbral 0. El AUC no tiene umbral: compara
# puntuaciones por parejas."""
# ///
"""Accuracy at 0."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    return ((scores > 0) == (labels == 1)).double().mean().item()
