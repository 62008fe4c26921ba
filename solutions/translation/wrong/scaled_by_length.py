# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# You divide by the root of the number of source words. What is meant is the size H of a key."""
# hint.es = """
# Divides entre la raíz del número de palabras de origen. Se trata del tamaño H de una clave."""
# ///
"""The scores are divided by the root of the length."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[1])
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
