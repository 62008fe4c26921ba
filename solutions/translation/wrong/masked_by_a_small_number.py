# /// wrong answer
# check = "test_attention_padding"
# kind = "wrong_value"
# hint.en = """
# You mask with a number that is not small enough: when the real scores are lower still, the
# padding wins. Use −∞."""
# hint.es = """
# Enmascaras con un número que no es bastante pequeño: si las puntuaciones reales son aún menores,
# gana el relleno. Usa −∞."""
# ///
"""Padding gets a score of -100."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -100.0)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
