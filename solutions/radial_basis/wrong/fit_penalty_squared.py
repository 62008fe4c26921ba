# /// wrong answer
# check = "test_ridge"
# kind = "wrong_value"
# hint.en = """
# Your penalty is λ², not λ. Rows that are added to a least-squares problem are squared with the
# rest: what has to stand in them?"""
# hint.es = """
# Tu penalización es λ², no λ. Las filas que se añaden a un problema de mínimos cuadrados se elevan
# al cuadrado con las demás: ¿qué debe ir en ellas?"""
# ///
"""The extra rows hold λ, so that the penalty is λ²."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    mean, target_mean = features.mean(dim=0), y.mean(dim=0)
    K, M = features.shape[1], y.shape[1]
    rows = torch.cat([features - mean, l2 * torch.eye(K, dtype=X.dtype)])
    targets = torch.cat([y - target_mean, torch.zeros(K, M, dtype=X.dtype)])
    w = torch.linalg.lstsq(rows, targets).solution
    return w, target_mean - mean @ w
