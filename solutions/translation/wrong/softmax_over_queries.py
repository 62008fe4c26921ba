# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# Your weights add up to 1 over the target words, not over the source words. Each target word has
# to share out its attention among the source words: look at the axis of the softmax."""
# hint.es = """
# Tus pesos suman 1 sobre las palabras de destino, no sobre las de origen. Cada palabra de destino
# reparte su atención entre las de origen: mira el eje de la softmax."""
# ///
"""The softmax is taken over the target words."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -1e9)
    alpha = scores.softmax(dim=1)
    return alpha @ values, alpha
