# /// wrong answer
# check = "test_momentum_values"
# kind = "wrong_value"
# hint.en = """
# The learning rate is inside your velocity. It stands before the velocity, where w is moved."""
# hint.es = """
# La tasa de aprendizaje está dentro de tu velocidad. Va delante de la velocidad, donde se mueve
# w."""
# ///
"""The learning rate is inside the velocity."""


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    velocity = momentum * velocity + lr * g
    return w - velocity, velocity
