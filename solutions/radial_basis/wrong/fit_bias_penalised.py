# /// wrong answer
# check = "test_ridge"
# kind = "wrong_value"
# hint.en = """
# Your penalty falls on the bias, too: with a large λ it goes to 0, where it should go to the mean
# of y. The entry of the bias in the penalty is 0."""
# hint.es = """
# Tu penalización recae también sobre el sesgo: con un λ grande se va a 0, cuando debería ir a la
# media de y. La entrada del sesgo en la penalización es 0."""
# ///
"""The penalty falls on the bias, too."""


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    features = rbf_features(X, C, sigma)
    features = torch.cat([features, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    K, M = features.shape[1], y.shape[1]
    rows = torch.cat([features, math.sqrt(l2) * torch.eye(K, dtype=X.dtype)])
    targets = torch.cat([y, torch.zeros(K, M, dtype=X.dtype)])
    solution = torch.linalg.lstsq(rows, targets).solution
    return solution[:-1], solution[-1]
