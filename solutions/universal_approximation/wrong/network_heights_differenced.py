# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Your heights are differences between neighbouring intervals, as in a staircase. But each bump
# comes down again at its end, so it needs the whole height of f."""
# hint.es = """
# Tus alturas son diferencias entre intervalos vecinos, como en una escalera. Pero cada meseta
# vuelve a bajar al terminar, así que necesita la altura entera de f."""
# ///
"""Each bump has the difference to the one before it."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    heights = torch.cat([heights[:1], heights.diff()])
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
