# /// wrong answer
# check = "test_momentum_values"
# kind = "wrong_value"
# hint.en = """
# w is moved by the velocity of the step before, so that this gradient comes a step late."""
# hint.es = """
# w se mueve con la velocidad del paso anterior, de modo que este gradiente llega un paso tarde."""
# ///
"""w is moved by the old velocity."""


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    return w - lr * velocity, momentum * velocity + g
