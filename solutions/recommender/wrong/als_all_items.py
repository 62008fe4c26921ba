# /// wrong answer
# check = "test_als_values"
# kind = "wrong_value"
# hint.en = """
# On the left you sum over all items, on the right over those rated. So what is not known counts
# as a rating of 0. Only items that this user has rated count, on both sides."""
# hint.es = """
# A la izquierda sumas sobre todos los artículos, y a la derecha sobre los valorados. Así lo que
# no se conoce cuenta como una nota 0. Solo cuentan los artículos que ese usuario ha valorado, a
# los dos lados."""
# ///
"""The squares of all items."""


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    K = Q.shape[1]
    P = torch.zeros(len(r), K, dtype=r.dtype)
    for user in range(len(r)):
        Qu = Q[mask[user]]
        A = Q.T @ Q + l2 * torch.eye(K, dtype=r.dtype)
        P[user] = torch.linalg.solve(A, Qu.T @ r[user][mask[user]])
    return P
