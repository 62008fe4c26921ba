# /// wrong answer
# check = "test_quantise_values"
# kind = "wrong_value"
# hint.en = """
# You always round down: 0.99 of the way to the next level is still the level before. The error
# then has a side, and is on average half a gap. Take the nearest level."""
# hint.es = """
# Siempre redondeas hacia abajo: a 0.99 del camino al siguiente nivel sigue saliendo el
# anterior. El error tiene entonces un lado, y de media vale medio hueco. Toma el nivel más
# cercano."""
# ///
"""Always rounds down."""


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    indices = torch.floor(u.clamp(0, 1) * (levels - 1)).to(torch.int64)
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1)
    return inside + (torch.round(inside * (levels - 1)) / (levels - 1) - inside).detach()
