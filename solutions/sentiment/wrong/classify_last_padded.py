# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "The logit is made of the state of the last column, after the padding."
# hint.es = "El logit sale del estado de la última columna, después del relleno."
# ///
"""The last column."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return layer(embedding[ids])[:, -1] @ w + b
