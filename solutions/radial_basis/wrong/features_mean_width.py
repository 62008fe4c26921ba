# /// wrong answer
# check = "test_features_of_many_widths"
# kind = "wrong_value"
# hint.en = """
# All your bumps have the same width, the mean of those given. Each centre has a width of its
# own."""
# hint.es = """
# Todas tus campanas tienen el mismo ancho, la media de los dados. Cada centro tiene su propio
# ancho."""
# ///
"""All bumps get the mean of the widths."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    if isinstance(sigma, Tensor):
        sigma = sigma.mean()
    return torch.exp(-squared_distances(X, C) / (2 * sigma**2))
