# /// wrong answer
# check = "test_quantise_values"
# kind = "wrong_value"
# hint.en = """
# Your levels are the middles of equal intervals, so that neither 0 nor 1 is one of them. Here
# the levels reach from 0 to 1, the ends included."""
# hint.es = """
# Tus niveles son los centros de intervalos iguales, así que ni 0 ni 1 es uno de ellos. Aquí los
# niveles van de 0 a 1, extremos incluidos."""
# ///
"""Levels in the middle of equal intervals."""


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    indices = torch.floor(u.clamp(0, 1) * levels).clamp(max=levels - 1).to(torch.int64)
    return indices, (indices.to(u.dtype) + 0.5) / levels


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1)
    return inside + (torch.round(inside * (levels - 1)) / (levels - 1) - inside).detach()
