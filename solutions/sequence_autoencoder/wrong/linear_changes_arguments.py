# /// wrong answer
# check = "test_linear_pca"
# kind = "wrong_value"
# hint.en = "X and Y are changed by the call: make new tensors for the differences."
# hint.es = "La llamada cambia X e Y: haz tensores nuevos para las diferencias."
# ///
"""Centred in place."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X.sub_(mean_x), Y.sub_(mean_y)
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
