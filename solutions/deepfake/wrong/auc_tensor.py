# /// wrong answer
# check = "test_auc_float"
# kind = "wrong_value"
# hint.en = """
# You return a tensor. A Python float is asked for."""
# hint.es = """
# Devuelves un tensor. Se pide un float de Python."""
# ///
"""The area is a tensor."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    won = (fake > real).sum() + 0.5 * (fake == real).sum()
    return won.double() / (fake.numel() * real.numel())
