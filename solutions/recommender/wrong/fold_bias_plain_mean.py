# /// wrong answer
# check = "test_fold_in_values"
# kind = "wrong_value"
# hint.en = """
# Your bias is the plain mean of what is left. With λ in the denominator a single rating is not
# believed altogether."""
# hint.es = """
# Tu sesgo es la media tal cual de lo que queda. Con λ en el denominador no se cree del todo a una
# sola nota."""
# ///
"""The bias is a plain mean."""


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    rest = (r - mu - bi)[mask]
    b = rest.sum() / max(1, len(rest))
    Qu = Q[mask]
    A = Qu.T @ Qu + l2 * torch.eye(Q.shape[1], dtype=r.dtype)
    p = torch.linalg.solve(A, Qu.T @ (rest - b))
    return mu + b + bi + Q @ p
