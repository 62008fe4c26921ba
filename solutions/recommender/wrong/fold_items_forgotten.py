# /// wrong answer
# check = "test_fold_in_values"
# kind = "wrong_value"
# hint.en = """
# Your predictions lack the items' own biases. What was taken off at the beginning comes back in
# the end."""
# hint.es = """
# A tus predicciones les faltan los sesgos de los artículos. Lo que se quitó al principio se
# vuelve a sumar al final."""
# ///
"""The biases of the items are not added."""


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    rest = (r - mu - bi)[mask]
    b = rest.sum() / (len(rest) + l2)
    Qu = Q[mask]
    A = Qu.T @ Qu + l2 * torch.eye(Q.shape[1], dtype=r.dtype)
    p = torch.linalg.solve(A, Qu.T @ (rest - b))
    return mu + b + Q @ p
