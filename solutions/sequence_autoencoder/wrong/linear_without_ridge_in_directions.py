# /// wrong answer
# check = "test_linear_rank"
# kind = "wrong_value"
# hint.en = """
# The directions are those of the fit alone; with a ridge, G has the ridge in it as well."""
# hint.es = "Las direcciones son solo las del ajuste; con ridge, G también lo contiene."
# ///
"""The fit's directions."""


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ A.T @ A @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W
