# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Only A's errors are in your loss, so B's decoder learns nothing."""
# hint.es = """
# En tu pérdida solo están los errores de A, así que el decodificador de B no aprende nada."""
# ///
"""A's part alone."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    return ((back_a - xa) ** 2).mean()
