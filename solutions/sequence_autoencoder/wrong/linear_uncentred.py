# /// wrong answer
# check = "test_linear_full"
# kind = "wrong_value"
# hint.en = "Without taking the means off, the slope has to explain them: centre X and Y first."
# hint.es = "Sin restar las medias, la pendiente tiene que explicarlas: centra antes X e Y."
# ///
"""Nothing is centred."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X, Y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
