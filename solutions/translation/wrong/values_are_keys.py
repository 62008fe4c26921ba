# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_shape"
# hint.en = """
# Your context mixes the keys; it should mix the values. The weights say where to look, the values
# what is seen there."""
# hint.es = """
# Tu contexto mezcla las claves; debe mezclar los valores. Los pesos dicen adónde mirar, los
# valores qué se ve ahí."""
# ///
"""The context mixes the keys."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ keys, alpha
