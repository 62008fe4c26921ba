# /// wrong answer
# check = "test_ridge"
# kind = "wrong_value"
# hint.en = """
# Your penalty is N times too strong: it is weighed against the mean of the squared errors, where
# the sum is asked for."""
# hint.es = """
# Tu penalización es N veces demasiado fuerte: se pesa contra la media de los errores al cuadrado,
# donde se pide la suma."""
# ///
"""The penalty is weighed against the mean of the errors."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    mean, target_mean = features.mean(dim=0), y.mean(dim=0)
    K, M = features.shape[1], y.shape[1]
    rows = torch.cat([features - mean, math.sqrt(l2 * len(X)) * torch.eye(K, dtype=X.dtype)])
    targets = torch.cat([y - target_mean, torch.zeros(K, M, dtype=X.dtype)])
    w = torch.linalg.lstsq(rows, targets).solution
    return w, target_mean - mean @ w
