# /// wrong answer
# check = "test_additive_values"
# kind = "wrong_value"
# hint.en = """
# Padding gets weight in your additive attention: the mask is not used."""
# hint.es = """
# El relleno recibe peso en tu atención aditiva: no usas la máscara."""
# ///
"""The mask is not used."""


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = torch.tanh((query @ Wq)[:, None] + keys @ Wk) @ v
    return energies.softmax(dim=1)
