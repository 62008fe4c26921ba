# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your heights are the mean of f at both ends of an interval. Asked for is the value of f at the
# midpoint, which is another number when f is curved."""
# hint.es = """
# Tus alturas son la media de f en los dos extremos del intervalo. Se pide el valor de f en el punto
# medio, que es otro número cuando f es curva."""
# ///
"""The heights are the mean of f at both ends."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = (f(starts) + f(ends)) / 2
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
