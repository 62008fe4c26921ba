# /// wrong answer
# check = "test_least_squares"
# kind = "wrong_value"
# hint.en = """
# Your network has no bias: b is 0, and the bumps have to carry the mean of y. The bias is one more
# unknown, beside the features a column of ones."""
# hint.es = """
# Tu red no tiene sesgo: b es 0, y las campanas tienen que cargar con la media de y. El sesgo es una
# incógnita más, una columna de unos junto a las características."""
# ///
"""The bias is 0."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    K, M = features.shape[1], y.shape[1]
    rows = torch.cat([features, math.sqrt(l2) * torch.eye(K, dtype=X.dtype)])
    targets = torch.cat([y, torch.zeros(K, M, dtype=X.dtype)])
    return torch.linalg.lstsq(rows, targets).solution, torch.zeros(M, dtype=X.dtype)
