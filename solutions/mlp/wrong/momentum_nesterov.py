# /// wrong answer
# check = "test_momentum_values"
# kind = "wrong_value"
# hint.en = """
# This is Nesterov's momentum, which looks one step ahead. Asked for is the plain one: w moves by
# lr times the new velocity."""
# hint.es = """
# Esto es el momento de Nesterov, que mira un paso adelante. Se pide el simple: w se mueve lr por
# la velocidad nueva."""
# ///
"""Nesterov momentum."""


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    velocity = momentum * velocity + g
    return w - lr * (g + momentum * velocity), velocity
