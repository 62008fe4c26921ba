# /// wrong answer
# check = "test_edges_values"
# kind = "wrong_value"
# hint.en = """
# You add both changes, or all channels, before you compare with t. One of them alone has to
# exceed it."""
# hint.es = """
# Sumas los dos cambios, o todos los canales, antes de comparar con t. Uno de ellos por sí solo
# tiene que superarlo."""
# ///
"""Both changes added."""


def edges(x: Tensor, t: float) -> Tensor:
    right = F.pad((x[..., :, 1:] - x[..., :, :-1]).abs(), (0, 1))
    below = F.pad((x[..., 1:, :] - x[..., :-1, :]).abs(), (0, 0, 0, 1))
    change = (right + below).amax(dim=1, keepdim=True)
    return (change > t).to(x.dtype)
