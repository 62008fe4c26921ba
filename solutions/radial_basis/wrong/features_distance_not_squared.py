# /// wrong answer
# check = "test_features"
# kind = "wrong_value"
# hint.en = """
# Your exponent has the distance, not its square: a peak with a corner at the centre, and long
# tails, where a round bump is asked for."""
# hint.es = """
# Tu exponente lleva la distancia, no su cuadrado: un pico con esquina en el centro y colas largas,
# donde se pide una campana redonda."""
# ///
"""The distance where its square belongs."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.exp(-squared_distances(X, C).sqrt() / (2 * sigma**2))
