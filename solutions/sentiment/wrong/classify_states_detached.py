# /// wrong answer
# check = "test_classify_gradients"
# kind = "wrong_value"
# hint.en = "The states are cut off from the graph: neither layer nor embedding get a gradient."
# hint.es = "Los estados quedan fuera del grafo: ni la capa ni el embedding reciben gradiente."
# ///
"""The states are detached."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return last_state(layer(embedding[ids]).detach(), lengths) @ w + b
