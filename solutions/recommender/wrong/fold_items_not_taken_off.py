# /// wrong answer
# check = "test_fold_in_values"
# kind = "wrong_value"
# hint.en = """
# You take only the mean off the ratings. Who has seen good films alone is not generous: take the
# items' biases off, too."""
# hint.es = """
# Solo les quitas la media a las notas. Quien solo ha visto buenas películas no es generoso: quita
# también los sesgos de los artículos."""
# ///
"""The biases of the items are not taken off."""


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    rest = (r - mu)[mask]
    b = rest.sum() / (len(rest) + l2)
    Qu = Q[mask]
    A = Qu.T @ Qu + l2 * torch.eye(Q.shape[1], dtype=r.dtype)
    p = torch.linalg.solve(A, Qu.T @ (rest - b))
    return mu + b + bi + Q @ p
