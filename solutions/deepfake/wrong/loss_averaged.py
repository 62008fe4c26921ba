# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Your loss is half of what is asked for: the two means are added, not averaged."""
# hint.es = """
# Tu pérdida es la mitad de lo pedido: las dos medias se suman, no se promedian."""
# ///
"""The mean of both parts."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    return (((back_a - xa) ** 2).mean() + ((back_b - xb) ** 2).mean()) / 2
