# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# You divide w by the width of an interval. w is the weight of every hidden unit as it is, however
# many there are."""
# hint.es = """
# Divides w entre el ancho de un intervalo. w es el peso de cada unidad oculta tal cual, sean las
# que sean."""
# ///
"""The weight is divided by the width of an interval."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    w = w * n / (hi - lo)
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
