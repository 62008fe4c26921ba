# /// wrong answer
# check = "test_attention_padding"
# kind = "not_finite"
# ///
"""The softmax is written as it stands in a book."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    powers = scores.exp()
    alpha = powers / powers.sum(dim=2, keepdim=True)
    return alpha @ values, alpha
