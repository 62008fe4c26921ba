# /// wrong answer
# check = "test_als_values"
# kind = "wrong_value"
# hint.en = """
# You add λ to every entry of the matrix. It belongs to the squares of the tastes, which are on
# its diagonal."""
# hint.es = """
# Sumas λ a todas las entradas de la matriz. Corresponde a los cuadrados de los gustos, que están
# en su diagonal."""
# ///
"""The penalty is added to all entries of the matrix."""


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    K = Q.shape[1]
    P = torch.zeros(len(r), K, dtype=r.dtype)
    for user in range(len(r)):
        Qu = Q[mask[user]]
        A = Qu.T @ Qu + l2
        P[user] = torch.linalg.pinv(A) @ (Qu.T @ r[user][mask[user]])
    return P
