# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# You multiply the two bumps. It looks like a tower, but no layer of this network multiplies units:
# add them, subtract 3/2, and put the result through a second sigmoid."""
# hint.es = """
# Multiplicas las dos mesetas. Parece una torre, pero ninguna capa de esta red multiplica unidades:
# súmalas, resta 3/2 y pasa el resultado por una segunda sigmoide."""
# ///
"""The product of both bumps."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * bumps.prod(dim=1)
