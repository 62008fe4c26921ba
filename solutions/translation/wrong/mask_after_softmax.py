# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# You set the weights of padding to 0 after the softmax: what is left no longer adds up to 1. Mask
# the scores before it."""
# hint.es = """
# Pones a 0 los pesos del relleno después de la softmax: lo que queda ya no suma 1. Enmascara las
# puntuaciones antes."""
# ///
"""The weights of padding are set to 0 behind the softmax."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    alpha = scores.softmax(dim=2) * mask[:, None]
    return alpha @ values, alpha
