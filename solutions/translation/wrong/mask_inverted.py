# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# Only the padding gets weight: the mask is True for real words, and you fill in −∞ exactly there."""
# hint.es = """
# Solo el relleno recibe peso: la máscara es True en las palabras de verdad, y justo ahí pones −∞."""
# ///
"""Only padding gets weight."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(mask[:, None], -1e9)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
