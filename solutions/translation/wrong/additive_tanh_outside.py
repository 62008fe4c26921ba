# /// wrong answer
# check = "test_additive_values"
# kind = "wrong_value"
# hint.en = """
# You take tanh of the energy. It belongs inside, before the product with v: so no energy could be
# beyond ±1."""
# hint.es = """
# Aplicas tanh a la energía. Va dentro, antes del producto con v: así ninguna energía pasaría de
# ±1."""
# ///
"""tanh is taken of the energies."""


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = torch.tanh(((query @ Wq)[:, None] + keys @ Wk) @ v)
    return energies.masked_fill(~mask, -math.inf).softmax(dim=1)
