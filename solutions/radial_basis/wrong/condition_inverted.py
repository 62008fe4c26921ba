# /// wrong answer
# check = "test_condition"
# kind = "wrong_value"
# hint.en = """
# You divide the smallest singular value by the largest. A condition number is never below 1."""
# hint.es = """
# Divides el menor valor singular entre el mayor. Un número de condición nunca es menor que 1."""
# ///
"""The smallest over the largest."""


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    values = torch.linalg.svdvals(rbf_features(X, C, sigma))
    return (values[-1] / values[0]).item()
