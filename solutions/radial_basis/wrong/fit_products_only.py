# /// wrong answer
# check = "test_least_squares"
# kind = "wrong_value"
# hint.en = """
# Your weights are the products of the features with the targets. Bumps overlap, and what they
# share is counted several times: the inverse of the products of the features with each other is
# missing."""
# hint.es = """
# Tus pesos son los productos de las características con los objetivos. Las campanas se superponen,
# y lo que comparten se cuenta varias veces: falta la inversa de los productos de las
# características entre sí."""
# ///
"""Φᵀy, without the inverse."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    mean, target_mean = features.mean(dim=0), y.mean(dim=0)
    w = (features - mean).T @ (y - target_mean)
    return w, target_mean - mean @ w
