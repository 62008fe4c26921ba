# /// wrong answer
# check = "test_momentum_values"
# kind = "wrong_value"
# hint.en = """
# Your velocity is an average: the gradient has the factor 1 - momentum. Here it is added whole, as
# in PyTorch."""
# hint.es = """
# Tu velocidad es un promedio: el gradiente lleva el factor 1 - momentum. Aquí se suma entero, como
# en PyTorch."""
# ///
"""The gradient enters as a share."""


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    velocity = momentum * velocity + (1 - momentum) * g
    return w - lr * velocity, velocity
