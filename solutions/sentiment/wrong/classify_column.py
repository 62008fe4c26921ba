# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_shape"
# hint.en = "Your logits are (N, 1): against labels (N,) that would make (N, N) losses."
# hint.es = "Tus logits son (N, 1): frente a etiquetas (N,) daría (N, N) pérdidas."
# ///
"""(N, 1)."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return (last_state(layer(embedding[ids]), lengths) @ w + b)[:, None]
