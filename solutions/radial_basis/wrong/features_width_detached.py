# /// wrong answer
# check = "test_features_of_many_widths"
# kind = "no_gradient"
# hint.en = """
# No gradient reaches sigma: you make a new tensor of its numbers (tolist, item, numpy or detach do
# that), and the way back ends there. Compute with sigma itself."""
# hint.es = """
# A sigma no le llega ningún gradiente: haces con sus números un tensor nuevo (eso hacen tolist,
# item, numpy o detach), y ahí se corta el camino de vuelta. Calcula con el propio sigma."""
# ///
"""The widths are copied into a new tensor."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    if isinstance(sigma, Tensor):
        sigma = torch.tensor(sigma.tolist(), dtype=X.dtype)
    return torch.exp(-squared_distances(X, C) / (2 * sigma**2))
