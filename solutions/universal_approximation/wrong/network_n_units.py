# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_shape"
# hint.en = """
# You have n hidden units, a staircase. Asked for are n bumps of two units each, 2n in all, so that
# the network is zero outside the interval."""
# hint.es = """
# Tienes n unidades ocultas, una escalera. Se piden n mesetas de dos unidades cada una, 2n en total,
# para que la red valga cero fuera del intervalo."""
# ///
"""One unit for each interval: the difference of heights at each edge."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, n), w, dtype=torch.float64)
    b1 = -w * starts
    W2 = heights.diff(prepend=torch.zeros_like(heights[:1]))[:, None]
    return W1, b1, W2
