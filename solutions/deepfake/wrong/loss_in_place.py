# /// wrong answer
# check = "test_loss_echo"
# kind = "wrong_value"
# hint.en = """
# You change in place what the network returned. That may be the very picture that you were given."""
# hint.es = """
# Modificas en el sitio lo que devolvió la red. Eso puede ser la misma imagen que recibiste."""
# ///
"""The clean pictures are taken off in place."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    back_a -= xa
    back_b -= xb
    return (back_a**2).mean() + (back_b**2).mean()
