# /// wrong answer
# check = "test_loss_gradients"
# kind = "wrong_value"
# hint.en = """
# Your loss has no gradient with respect to the encoder: the code is detached on its way to the
# decoder, and nothing tells the encoder what to keep."""
# hint.es = """
# Tu pérdida no tiene gradiente respecto al codificador: el código se separa de camino al
# decodificador, y nada dice al codificador qué conservar."""
# ///
"""The codes are detached."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a).detach(), 0)
    back_b = net.decode(net.encode(noisy_b).detach(), 1)
    return ((back_a - xa) ** 2).mean() + ((back_b - xb) ** 2).mean()
