# /// wrong answer
# check = "test_straight_through_inside"
# kind = "no_gradient"
# hint.en = """
# Nothing comes back through your rounding: it is flat, and what is detached or a whole number
# has no gradient. Let the rounded value go forwards, and the gradient of u come back."""
# hint.es = """
# Por tu redondeo no vuelve nada: es plano, y lo que se separa con detach o es entero no tiene
# gradiente. Que hacia adelante vaya el valor redondeado, y hacia atrás vuelva el gradiente de
# u."""
# ///
"""No straight-through."""


def straight_through(u: Tensor, levels: int) -> Tensor:
    return quantise(u, levels)[1]
