# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "The logit is made of the first state, which has seen one word."
# hint.es = "El logit sale del primer estado, que ha visto una sola palabra."
# ///
"""The first state."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return layer(embedding[ids])[:, 0] @ w + b
