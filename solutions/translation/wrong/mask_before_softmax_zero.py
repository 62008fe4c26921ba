# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# A score of 0 is not a weight of 0: e⁰ is 1. What is masked has to be −∞ before the softmax."""
# hint.es = """
# Una puntuación 0 no es un peso 0: e⁰ es 1. Lo enmascarado tiene que ser −∞ antes de la softmax."""
# ///
"""The scores of padding are 0."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores * mask[:, None]
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
