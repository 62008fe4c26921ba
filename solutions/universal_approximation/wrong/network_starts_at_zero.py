# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_value"
# hint.en = "Your intervals start at zero: their width is right, but lo is not added."
# hint.es = "Tus intervalos empiezan en cero: su ancho es correcto, pero no se suma lo."
# ///
"""The interval is taken to start at zero."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(0, hi - lo, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
