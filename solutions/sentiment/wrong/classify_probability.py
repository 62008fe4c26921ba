# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "These are probabilities. A logit is what stands before the sigmoid."
# hint.es = "Estas son probabilidades. Un logit es lo que hay antes de la sigmoide."
# ///
"""A sigmoid at the end."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return torch.sigmoid(last_state(layer(embedding[ids]), lengths) @ w + b)
