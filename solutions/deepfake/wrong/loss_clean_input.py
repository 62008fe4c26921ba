# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You encode the clean pictures, and what is noisy is never used. The network has to find the
# picture under the noise."""
# hint.es = """
# Codificas las imágenes limpias, y las que tienen ruido no se usan. La red tiene que encontrar
# la imagen bajo el ruido."""
# ///
"""The clean pictures are encoded."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(xa), 0)
    back_b = net.decode(net.encode(xb), 1)
    return ((back_a - xa) ** 2).mean() + ((back_b - xb) ** 2).mean()
