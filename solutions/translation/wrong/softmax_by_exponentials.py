# /// wrong answer
# check = "test_attention_padding"
# kind = "not_finite"
# hint.en = """
# For scores of 1000 your exponential overflows. Take the largest score of a row from all of them
# first (torch.softmax does)."""
# hint.es = """
# Con puntuaciones de 1000 tu exponencial se desborda. Resta antes a cada fila su puntuación mayor
# (torch.softmax lo hace)."""
# ///
"""The softmax is written as it stands in a book."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    powers = scores.exp()
    alpha = powers / powers.sum(dim=2, keepdim=True)
    return alpha @ values, alpha
