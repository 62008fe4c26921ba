# /// wrong answer
# check = "test_features"
# kind = "wrong_value"
# hint.en = """
# These are the bumps of exp(-d²/σ²). The exponent here has a 2 beneath: at a distance of σ a bump
# is e to the -1/2, 0.6065."""
# hint.es = """
# Estas son las campanas exp(-d²/σ²). Aquí el exponente lleva un 2 en el denominador: a una
# distancia σ una campana vale e elevado a -1/2, 0.6065."""
# ///
"""The 2 is left out of the exponent."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.exp(-squared_distances(X, C) / sigma**2)
