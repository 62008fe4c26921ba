# /// wrong answer
# check = "test_additive_values"
# kind = "wrong_value"
# hint.en = """
# You take tanh of each part and then add. Add first: inside tanh query and key meet."""
# hint.es = """
# Aplicas tanh a cada parte y luego sumas. Suma primero: dentro de tanh se encuentran query y
# clave."""
# ///
"""tanh is taken of each part."""


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = (torch.tanh(query @ Wq)[:, None] + torch.tanh(keys @ Wk)) @ v
    return energies.masked_fill(~mask, -math.inf).softmax(dim=1)
