# /// wrong answer
# check = "test_attention_values"
# kind = "wrong_value"
# hint.en = """
# The weights of a sentence depend on the other sentences of the batch: your softmax runs over the
# first axis. With one sentence all your weights are 1."""
# hint.es = """
# Los pesos de una frase dependen de las otras frases del lote: tu softmax recorre el primer eje.
# Con una sola frase, todos tus pesos valen 1."""
# ///
"""The softmax is taken over the sentences of the batch."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -1e9)
    alpha = scores.softmax(dim=0)
    return alpha @ values, alpha
