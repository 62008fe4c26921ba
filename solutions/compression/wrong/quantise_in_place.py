# /// wrong answer
# check = "test_quantise_keeps_arguments"
# kind = "broken_property"
# hint.en = """
# Your clamp works in place: whoever called finds their numbers cut off. Make a new tensor."""
# hint.es = """
# Tu recorte trabaja en su sitio: quien llamó encuentra sus números recortados. Haz un tensor
# nuevo."""
# ///
"""Clamps its argument."""


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    u.clamp_(0, 1)
    indices = torch.round(u * (levels - 1)).to(torch.int64)
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1)
    return inside + (torch.round(inside * (levels - 1)) / (levels - 1) - inside).detach()
