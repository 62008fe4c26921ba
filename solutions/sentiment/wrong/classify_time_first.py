# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "The layer is given (T, N, E): it takes the texts along the first axis."
# hint.es = "La capa recibe (T, N, E): espera los textos en el primer eje."
# ///
"""Axes swapped for the layer."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    states = layer(embedding[ids].transpose(0, 1)).transpose(0, 1)
    return last_state(states, lengths) @ w + b
