# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your heights are those of f at n points from lo to hi, both included. The midpoints of the
# intervals lie half a width further in."""
# hint.es = """
# Tus alturas son las de f en n puntos desde lo hasta hi, ambos incluidos. Los puntos medios de los
# intervalos quedan medio ancho más adentro."""
# ///
"""The midpoints are spread over the whole interval, the first at lo and the last at hi."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f(torch.linspace(lo, hi, n, dtype=torch.float64))
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
