# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = "The logit is made of the mean of the states; exercise 5 asks for the last one."
# hint.es = "El logit sale de la media de los estados; el ejercicio 5 pide el último."
# ///
"""The mean of the states."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return masked_mean(layer(embedding[ids]), lengths) @ w + b
