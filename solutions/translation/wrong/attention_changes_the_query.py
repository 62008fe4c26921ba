# /// wrong answer
# check = "test_attention_keeps_arguments"
# kind = "broken_property"
# hint.en = """
# You scale the query in place: who called you has another query afterwards. Make a new tensor."""
# hint.es = """
# Escalas query en su sitio: quien te llamó se queda con otra query. Crea un tensor nuevo."""
# ///
"""The query is scaled in place."""


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scaled = query.detach()
    scaled /= math.sqrt(keys.shape[2])
    scores = query @ keys.transpose(1, 2)
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha
