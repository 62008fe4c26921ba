# /// wrong answer
# check = "test_edges_values"
# kind = "wrong_value"
# hint.en = """
# You look for edges in the mean of the channels. Red beside green of the same brightness is an
# edge, too."""
# hint.es = """
# Buscas bordes en la media de los canales. Rojo junto a verde con el mismo brillo también es un
# borde."""
# ///
"""Edges of the grey picture."""


def edges(x: Tensor, t: float) -> Tensor:
    x = x.mean(dim=1, keepdim=True)
    right = F.pad((x[..., :, 1:] - x[..., :, :-1]).abs(), (0, 1))
    below = F.pad((x[..., 1:, :] - x[..., :-1, :]).abs(), (0, 0, 0, 1))
    change = torch.maximum(right, below).amax(dim=1, keepdim=True)
    return (change > t).to(x.dtype)
