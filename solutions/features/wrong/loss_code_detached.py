# /// wrong answer
# check = "test_encode_gradients"
# kind = "wrong_gradient"
# hint.en = """
# From your loss no gradient gets back to the encoder. Look for .detach(), .data or no_grad between
# the code and the loss."""
# hint.es = """
# De tu pérdida no llega ningún gradiente al codificador. Busca .detach(), .data o no_grad entre el
# código y la pérdida."""
# ///
"""The loss does not reach the encoder."""


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    _, _, V, c = parameters
    return (encode(x, parameters).detach() @ V + c - x).square().mean()
