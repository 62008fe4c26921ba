# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your biases are -s and -t. The step of a unit is at -b/w, so the bias has to contain w."""
# hint.es = """
# Tus sesgos son -s y -t. El escalón de una unidad está en -b/w, así que el sesgo tiene que contener
# a w."""
# ///
"""The biases are -s, not multiplied by w."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
