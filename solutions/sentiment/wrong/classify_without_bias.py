# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "The bias b is missing."
# hint.es = "Falta el sesgo b."
# ///
"""Without b."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return last_state(layer(embedding[ids]), lengths) @ w
