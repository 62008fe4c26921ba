# /// wrong answer
# check = "test_als_values"
# kind = "wrong_value"
# hint.en = """
# Your penalty grows with the number of ratings, as in some libraries. Here it is λ once, so that
# the tastes of who has rated little stay small."""
# hint.es = """
# Tu penalización crece con el número de notas, como en algunas bibliotecas. Aquí es λ una vez, y
# así los gustos de quien ha valorado poco quedan pequeños."""
# ///
"""The penalty grows with the number of ratings."""


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    K = Q.shape[1]
    P = torch.zeros(len(r), K, dtype=r.dtype)
    for user in range(len(r)):
        Qu = Q[mask[user]]
        A = Qu.T @ Qu + max(len(Qu), 1) * l2 * torch.eye(K, dtype=r.dtype)
        P[user] = torch.linalg.solve(A, Qu.T @ r[user][mask[user]])
    return P
