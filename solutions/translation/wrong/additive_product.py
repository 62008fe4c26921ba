# /// wrong answer
# check = "test_additive_values"
# kind = "wrong_value"
# hint.en = """
# You multiply the projections of query and key. They are added: hence the name."""
# hint.es = """
# Multiplicas las proyecciones de query y clave. Se suman: de ahí el nombre."""
# ///
"""Query and key are multiplied."""


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = torch.tanh((query @ Wq)[:, None] * (keys @ Wk)) @ v
    return energies.masked_fill(~mask, -math.inf).softmax(dim=1)
