# /// wrong answer
# check = "test_classify_gradients"
# kind = "wrong_value"
# hint.en = "The embedding gets no gradient: its rows would stay as they are drawn."
# hint.es = "El embedding no recibe gradiente: sus filas se quedarían como se sortearon."
# ///
"""The embedding is detached."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return last_state(layer(embedding.detach()[ids]), lengths) @ w + b
