# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You take one mean over the pictures of both, so that whoever has more of them weighs more.
# Each person has a mean of their own."""
# hint.es = """
# Tomas una sola media sobre las imágenes de las dos, y así pesa más quien tiene más imágenes.
# Cada persona tiene su propia media."""
# ///
"""One mean over all pictures, times two."""


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    errors_a = net.decode(net.encode(noisy_a), 0) - xa
    errors_b = net.decode(net.encode(noisy_b), 1) - xb
    return 2 * (torch.cat([errors_a, errors_b]) ** 2).mean()
