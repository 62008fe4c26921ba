# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "The bias is added to every unit before the sum, so that it counts H times."
# hint.es = "El sesgo se suma a cada unidad antes de sumar, así que cuenta H veces."
# ///
"""b is added H times."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return (last_state(layer(embedding[ids]), lengths) * w + b).sum(dim=1)
