# /// wrong answer
# check = "test_quantise_outside"
# kind = "wrong_value"
# hint.en = """
# Beyond the ends you go on counting: 1.3 gets an index that there is not. What lies outside [0,
# 1] goes to the nearer end."""
# hint.es = """
# Más allá de los extremos sigues contando: 1.3 recibe un índice que no existe. Lo que está
# fuera de [0, 1] va al extremo más cercano."""
# ///
"""No clamp to [0, 1]."""


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    indices = torch.round(u * (levels - 1)).to(torch.int64)
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1)
    return inside + (torch.round(inside * (levels - 1)) / (levels - 1) - inside).detach()
