# /// wrong answer
# check = "test_features"
# kind = "wrong_value"
# hint.en = """
# You divide by √(2π)σ, as for the density of a normal distribution. These bumps are no densities:
# each is 1 at its centre, however wide it is."""
# hint.es = """
# Divides entre √(2π)σ, como en la densidad de una distribución normal. Estas campanas no son
# densidades: cada una vale 1 en su centro, sea cual sea su ancho."""
# ///
"""The density of a normal distribution."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    bumps = torch.exp(-squared_distances(X, C) / (2 * sigma**2))
    return bumps / (math.sqrt(2 * math.pi) * sigma)
