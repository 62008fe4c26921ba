# /// wrong answer
# check = "test_encode_values"
# kind = "wrong_value"
# hint.en = """
# Your codes lie between 0 and 1. Those of a tanh lie between -1 and 1."""
# hint.es = """
# Tus códigos están entre 0 y 1. Los de una tanh están entre -1 y 1."""
# ///
"""A sigmoid in place of the tanh."""


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    W, b, _, _ = parameters
    return torch.sigmoid(x @ W + b)
