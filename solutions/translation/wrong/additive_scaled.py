# /// wrong answer
# check = "test_additive_values"
# kind = "wrong_value"
# hint.en = """
# You divide the energies by a root. Additive attention has no scale; that belongs to the dot
# product."""
# hint.es = """
# Divides las energías entre una raíz. La atención aditiva no lleva escala; eso es del producto
# escalar."""
# ///
"""The energies are divided by √A."""


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = torch.tanh((query @ Wq)[:, None] + keys @ Wk) @ v
    return (energies / math.sqrt(len(v))).masked_fill(~mask, -math.inf).softmax(dim=1)
