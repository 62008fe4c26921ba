# /// wrong answer
# check = "test_linear_full"
# kind = "wrong_value"
# hint.en = "ridge stands beside a mean over n rows: on the Gram matrix it counts n times."
# hint.es = "ridge está junto a una media de n filas: en la matriz de Gram cuenta n veces."
# ///
"""ridge without n."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
