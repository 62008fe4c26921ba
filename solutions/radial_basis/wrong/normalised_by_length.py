# /// wrong answer
# check = "test_normalised"
# kind = "wrong_value"
# hint.en = """
# In your rows the squares add up to 1. Divide by the sum of the features, not by the root of the
# sum of their squares."""
# hint.es = """
# En tus filas los cuadrados suman 1. Divide entre la suma de las características, no entre la raíz
# de la suma de sus cuadrados."""
# ///
"""Divided by the root of the sum of squares."""


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.nn.functional.normalize(rbf_features(X, C, sigma), dim=1)
