# /// wrong answer
# check = "test_ridge"
# kind = "wrong_value"
# hint.en = """
# These are the weights without a penalty: l2 makes no difference in your function."""
# hint.es = """
# Estos son los pesos sin penalización: l2 no cambia nada en tu función."""
# ///
"""l2 is not used."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    mean, target_mean = features.mean(dim=0), y.mean(dim=0)
    w = torch.linalg.pinv(features - mean) @ (y - target_mean)
    return w, target_mean - mean @ w
