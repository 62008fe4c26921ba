# /// wrong answer
# check = "test_least_squares"
# kind = "wrong_value"
# hint.en = """
# Your weights are right, and your bias is the mean of y. The bumps have a mean, too, and with the
# weights it is added to the bias: it has to be taken off."""
# hint.es = """
# Tus pesos son correctos, y tu sesgo es la media de y. Las campanas también tienen una media, que
# con los pesos se suma al sesgo: hay que restarla."""
# ///
"""The bias is the mean of y."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    mean, target_mean = features.mean(dim=0), y.mean(dim=0)
    K, M = features.shape[1], y.shape[1]
    rows = torch.cat([features - mean, math.sqrt(l2) * torch.eye(K, dtype=X.dtype)])
    targets = torch.cat([y - target_mean, torch.zeros(K, M, dtype=X.dtype)])
    return torch.linalg.lstsq(rows, targets).solution, target_mean
