# /// wrong answer
# check = "test_bump_network_values"
# kind = "wrong_dtype"
# hint.en = """
# Your network is in float32: torch.linspace, torch.full and torch.zeros make float32 unless you say
# dtype=torch.float64."""
# hint.es = """
# Tu red está en float32: torch.linspace, torch.full y torch.zeros crean float32 si no les dices
# dtype=torch.float64."""
# ///
"""torch.linspace and torch.full in float32."""


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2
