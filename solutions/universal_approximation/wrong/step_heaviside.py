# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# This jumps from 0 to 1. A neuron's step is a sigmoid: smooth, the steeper the larger w is."""
# hint.es = """
# Esto salta de 0 a 1. El escalón de una neurona es una sigmoide: suave, y tanto más empinada cuanto
# mayor es w."""
# ///
"""A jump from 0 to 1 instead of a sigmoid."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return (w * (x - s) > 0).to(x.dtype)
