# /// wrong answer
# check = "test_linear_full"
# kind = "wrong_value"
# hint.en = """
# These are the directions in which Y varies most, noise and all; wanted are those of what F
# predicts of it."""
# hint.es = """
# Son las direcciones en que más varía Y, con su ruido; se piden las de lo que F predice de ella."""
# ///
"""Principal components of Y."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(B.T @ B)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
