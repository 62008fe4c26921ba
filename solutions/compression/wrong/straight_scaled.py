# /// wrong answer
# check = "test_straight_through_inside"
# kind = "wrong_gradient"
# hint.en = """
# Your gradient is levels - 1 times too large, or as many times too small: the scaling to whole
# numbers is on one side of the detached part alone. Inside (0, 1) it is exactly 1."""
# hint.es = """
# Tu gradiente es levels - 1 veces demasiado grande, o demasiado pequeño: el paso a números
# enteros está solo a un lado de lo que separas. Dentro de (0, 1) vale exactamente 1."""
# ///
"""The gradient of the scaled numbers."""


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1) * (levels - 1)
    return inside + (quantise(u, levels)[1] - inside).detach()
