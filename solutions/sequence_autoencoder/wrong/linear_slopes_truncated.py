# /// wrong answer
# check = "test_linear_rank"
# kind = "wrong_value"
# hint.en = """
# You cut the singular values of F itself; what counts is what F makes of the data, F' G F."""
# hint.es = """
# Cortaste los valores singulares de la propia F; cuenta lo que F hace con los datos, F' G F."""
# ///
"""The SVD of F."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
