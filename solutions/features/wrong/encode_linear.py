# /// wrong answer
# check = "test_encode_values"
# kind = "wrong_value"
# hint.en = """
# Your code is a linear map of the picture. There is a tanh behind it."""
# hint.es = """
# Tu código es una función lineal de la imagen. Detrás va una tanh."""
# ///
"""The tanh is missing."""


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    W, b, _, _ = parameters
    return x @ W + b
