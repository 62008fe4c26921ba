# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You compare with the noisy pictures. Noise is what should go, not what should be drawn."""
# hint.es = """
# Comparas con las imágenes con ruido. El ruido es lo que sobra, no lo que hay que dibujar."""
# ///
"""The targets are noisy."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    return ((back_a - noisy_a) ** 2).mean() + ((back_b - noisy_b) ** 2).mean()
