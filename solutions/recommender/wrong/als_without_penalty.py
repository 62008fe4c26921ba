# /// wrong answer
# check = "test_als_values"
# kind = "wrong_value"
# hint.en = """
# λ makes no difference in your answer. With fewer ratings than tastes, it is what keeps the
# tastes small."""
# hint.es = """
# λ no cambia nada en tu respuesta. Con menos notas que gustos, es lo que los mantiene
# pequeños."""
# ///
"""No penalty."""


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    P = torch.zeros(len(r), Q.shape[1], dtype=r.dtype)
    for user in range(len(r)):
        Qu = Q[mask[user]]
        P[user] = torch.linalg.pinv(Qu) @ r[user][mask[user]]
    return P
