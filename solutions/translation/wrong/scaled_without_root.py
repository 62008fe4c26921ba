# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# You divide the scores by H. Their standard deviation grows like √H: divide by that."""
# hint.es = """
# Divides las puntuaciones entre H. Su desviación típica crece como √H: divide entre eso."""
# ///
"""The scores are divided by H."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / keys.shape[2]
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
