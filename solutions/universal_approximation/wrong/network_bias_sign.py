# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your steps are at -s and -t, mirrored at zero. The step of a unit is at -b/w: mind the sign of the
# bias."""
# hint.es = """
# Tus escalones están en -s y -t, reflejados en el cero. El escalón de una unidad está en -b/w:
# cuida el signo del sesgo."""
# ///
"""The biases are w·s instead of -w·s."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
