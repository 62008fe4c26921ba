# /// wrong answer
# check = "test_fold_in_values"
# kind = "wrong_value"
# hint.en = """
# The tastes are fitted to what is left with the person's bias still in it, and so it counts
# twice. Take b off first."""
# hint.es = """
# Los gustos se ajustan a lo que queda con el sesgo de la persona todavía dentro, y así cuenta dos
# veces. Quita antes b."""
# ///
"""The tastes explain the bias once more."""


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    rest = (r - mu - bi)[mask]
    b = rest.sum() / (len(rest) + l2)
    Qu = Q[mask]
    A = Qu.T @ Qu + l2 * torch.eye(Q.shape[1], dtype=r.dtype)
    p = torch.linalg.solve(A, Qu.T @ rest)
    return mu + b + bi + Q @ p
