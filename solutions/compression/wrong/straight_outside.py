# /// wrong answer
# check = "test_straight_through_outside"
# kind = "wrong_gradient"
# hint.en = """
# Your gradient passes outside [0, 1], too. There nothing changes when u does: the nearest level
# is the end, and stays it. The gradient is that of a clamp."""
# hint.es = """
# Tu gradiente pasa también fuera de [0, 1]. Ahí nada cambia cuando cambia u: el nivel más
# cercano es el extremo, y lo sigue siendo. El gradiente es el de un recorte."""
# ///
"""The gradient is 1 everywhere."""


def straight_through(u: Tensor, levels: int) -> Tensor:
    return u + (quantise(u, levels)[1] - u).detach()
