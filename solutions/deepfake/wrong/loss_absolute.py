# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You average absolute values. Here the errors are squared."""
# hint.es = """
# Promedias valores absolutos. Aquí los errores van al cuadrado."""
# ///
"""Absolute errors."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    return (back_a - xa).abs().mean() + (back_b - xb).abs().mean()
