# /// wrong answer
# check = "test_edges_values"
# kind = "wrong_value"
# hint.en = "Only changes that rise are edges for you. From light to dark is a change, too."
# hint.es = """
# Para ti solo son bordes los cambios que suben. De claro a oscuro también es un cambio."""
# ///
"""Without the absolute value."""


def edges(x: Tensor, t: float) -> Tensor:
    right = F.pad((x[..., :, 1:] - x[..., :, :-1]), (0, 1))
    below = F.pad((x[..., 1:, :] - x[..., :-1, :]), (0, 0, 0, 1))
    change = torch.maximum(right, below).amax(dim=1, keepdim=True)
    return (change > t).to(x.dtype)
