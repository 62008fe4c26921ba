# /// wrong answer
# check = "test_additive_values"
# kind = "wrong_value"
# hint.en = """
# There is no tanh in your energies. Without it the query adds the same to all keys and makes no
# difference."""
# hint.es = """
# En tus energías no hay tanh. Sin ella, query suma lo mismo a todas las claves y no cambia nada."""
# ///
"""The energies are linear."""


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = ((query @ Wq)[:, None] + keys @ Wk) @ v
    return energies.masked_fill(~mask, -math.inf).softmax(dim=1)
