# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# This is tanh, which goes from -1 to 1. The step asked for is the logistic sigmoid, from 0 to 1."""
# hint.es = """
# Esto es tanh, que va de -1 a 1. El escalón que se pide es la sigmoide logística, de 0 a 1."""
# ///
"""The hyperbolic tangent instead of the logistic sigmoid."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.tanh(w * (x - s))
