# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Your error is summed over the pixels. Here it is their mean, too."""
# hint.es = """
# Tu error es la suma sobre los píxeles. Aquí también sobre ellos es la media."""
# ///
"""The squares are summed over the pixels."""


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    _, _, V, c = parameters
    return (encode(x, parameters) @ V + c - x).square().sum(dim=1).mean()
