# /// wrong answer
# check = "test_quantise_values"
# kind = "wrong_value"
# hint.en = """
# Your levels are 1/levels apart. Four posts have three gaps: with 4 levels, the ends 0 and 1
# among them, neighbours are 1/3 apart."""
# hint.es = """
# Tus niveles están a 1/levels de distancia. Cuatro postes tienen tres huecos: con 4 niveles,
# contando los extremos 0 y 1, los vecinos están a 1/3."""
# ///
"""As many gaps as levels."""


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    indices = torch.round(u.clamp(0, 1) * levels).clamp(max=levels - 1).to(torch.int64)
    return indices, indices.to(u.dtype) / levels


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1)
    return inside + (torch.round(inside * (levels - 1)) / (levels - 1) - inside).detach()
