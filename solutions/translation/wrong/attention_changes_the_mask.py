# /// wrong answer
# check = "test_attention_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# You invert the mask in place: who called you has the opposite mask afterwards. ~mask is a new
# tensor."""
# hint.es = """
# Inviertes la máscara en su sitio: quien te llamó se queda con la máscara contraria. ~mask es un
# tensor nuevo."""
# ///
"""The mask is inverted in place."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(mask.logical_not_()[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
