# /// wrong answer
# check = "test_features"
# kind = "wrong_value"
# hint.en = """
# Your bumps grow with the distance: the minus in the exponent is missing. A bump is 1 at its centre
# and falls off from there."""
# hint.es = """
# Tus campanas crecen con la distancia: falta el menos del exponente. Una campana vale 1 en su
# centro y desde ahí baja."""
# ///
"""The minus of the exponent is missing."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.exp(squared_distances(X, C) / (2 * sigma**2))
