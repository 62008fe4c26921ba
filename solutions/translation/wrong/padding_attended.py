# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# The padding gets weight: your answer does not depend on the mask at all."""
# hint.es = """
# El relleno recibe peso: tu respuesta no depende de la máscara en absoluto."""
# ///
"""The mask is not used."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
