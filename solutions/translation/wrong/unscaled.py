# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# The scores are not divided by √H. Training may not show it; with large H the softmax saturates."""
# hint.es = """
# Las puntuaciones no se dividen entre √H. Puede no notarse al entrenar; con H grande la softmax
# se satura."""
# ///
"""The scores are not scaled."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2)
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
