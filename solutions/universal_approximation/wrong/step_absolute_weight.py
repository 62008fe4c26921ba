# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "With a negative weight the step has to fall; yours always rises."
# hint.es = "Con un peso negativo el escalón tiene que bajar; el tuyo siempre sube."
# ///
"""The sign of the weight is dropped."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.sigmoid(abs(w) * (x - s))
