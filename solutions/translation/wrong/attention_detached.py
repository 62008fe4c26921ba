# /// wrong answer
# check = "test_attention_gradients"
# kind = "wrong_gradient"
# hint.en = """
# The gradient goes through the values alone: your weights are cut off from query and keys, so
# that nothing learns where to look."""
# hint.es = """
# El gradiente solo pasa por los valores: tus pesos están desconectados de query y keys, así que
# nada aprende adónde mirar."""
# ///
"""No gradient goes through the weights."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha.detach() @ values, alpha
