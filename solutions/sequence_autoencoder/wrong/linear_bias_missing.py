# /// wrong answer
# check = "test_linear_full"
# kind = "wrong_value"
# hint.en = """
# b puts the means back: the mean of y less what W makes of the mean of x. Yours is the mean of y
# alone."""
# hint.es = """
# b devuelve las medias: la media de y menos lo que W hace con la media de x. La tuya es solo la
# media de y."""
# ///
"""b is the mean of Y."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y
