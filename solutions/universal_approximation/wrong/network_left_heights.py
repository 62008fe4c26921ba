# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your heights are those of f at the left end of each interval. At the midpoint the error is about
# half as large."""
# hint.es = """
# Tus alturas son las de f en el extremo izquierdo de cada intervalo. En el punto medio el error es
# más o menos la mitad."""
# ///
"""The heights are taken at the left end of each interval."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f(starts)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
