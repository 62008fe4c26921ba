# /// wrong answer
# check = "test_linear_rank"
# kind = "wrong_value"
# hint.en = """
# You kept the directions in which the past varies most; wanted are those that say most about the
# future."""
# hint.es = """
# Conservaste las direcciones en que más varía el pasado; se piden las que más dicen del futuro."""
# ///
"""Principal components of X."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    kept = torch.linalg.svd(A, full_matrices=False).Vh[:K].T
    small = kept.T @ gram @ kept
    W = kept @ torch.linalg.solve(small, kept.T @ A.T @ B)
    if K == min(X.shape[1], Y.shape[1]):
        W = best
    return W, mean_y - mean_x @ W
