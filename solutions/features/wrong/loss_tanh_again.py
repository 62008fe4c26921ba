# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You put a tanh behind the decoder as well. The reconstruction is linear in the code."""
# hint.es = """
# Pones una tanh también detrás del decodificador. La reconstrucción es lineal en el código."""
# ///
"""A tanh at the output."""


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    _, _, V, c = parameters
    return (torch.tanh(encode(x, parameters) @ V + c) - x).square().mean()
