# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You add up the pixels of a picture and average over pictures alone. The mean is over pixels,
# too."""
# hint.es = """
# Sumas los píxeles de cada imagen y solo promedias sobre las imágenes. La media es también
# sobre los píxeles."""
# ///
"""Summed over pixels."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    return ((back_a - xa) ** 2).sum(1).mean() + ((back_b - xb) ** 2).sum(1).mean()
