# /// wrong answer
# check = "test_linear_full"
# kind = "wrong_value"
# hint.en = "The K smallest eigenvalues were kept: eigh sorts them upwards."
# hint.es = "Se conservaron los K valores propios más pequeños: eigh los ordena de menor a mayor."
# ///
"""The smallest are kept."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, :K]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
