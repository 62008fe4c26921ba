# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You ask decoder 1 to draw A, and decoder 0 to draw B. In training nobody is swapped: each
# person comes back as themselves."""
# hint.es = """
# Pides al decodificador 1 que dibuje a A y al 0 que dibuje a B. Al entrenar no se intercambia a
# nadie: cada persona vuelve como ella misma."""
# ///
"""The decoders are exchanged."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 1)
    back_b = net.decode(net.encode(noisy_b), 0)
    return ((back_a - xa) ** 2).mean() + ((back_b - xb) ** 2).mean()
