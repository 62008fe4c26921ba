# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "Texts are read from their end: the layer reads from left to right."
# hint.es = "Los textos se leen desde el final: la capa lee de izquierda a derecha."
# ///
"""Texts are turned round."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    t = torch.arange(ids.shape[1])
    source = torch.where(t < lengths[:, None], lengths[:, None] - 1 - t, t)
    return last_state(layer(embedding[ids.gather(1, source)]), lengths) @ w + b
