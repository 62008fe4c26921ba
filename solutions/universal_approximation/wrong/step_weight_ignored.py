# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "This is the step for w = 1: the weight does not reach the result."
# hint.es = "Este es el escalón con w = 1: el peso no llega al resultado."
# ///
"""The weight is left out."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.sigmoid(x - s)
