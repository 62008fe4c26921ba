# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = """
# Both output weights of a bump are +h: the plateaus pile up and never come down. The step at the
# end of an interval takes away what the first one added."""
# hint.es = """
# Los dos pesos de salida de cada meseta son +h: las mesetas se acumulan y nunca bajan. El escalón
# del final del intervalo quita lo que añadió el primero."""
# ///
"""Both output weights of a bump are +h."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, heights])[:, None]
    return W1, b1, W2
