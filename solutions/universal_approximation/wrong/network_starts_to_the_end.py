# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your n starting points reach from lo to hi, both included, so the last bump lies outside. Cutting
# an interval into n parts takes n + 1 points."""
# hint.es = """
# Tus n puntos de inicio van de lo a hi, ambos incluidos, así que la última meseta queda fuera. Para
# cortar un intervalo en n partes hacen falta n + 1 puntos."""
# ///
"""n starting points are spread over the whole interval, the last at its end."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    width = (hi - lo) / n
    starts = torch.linspace(lo, hi, n, dtype=torch.float64)
    ends = starts + width
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
