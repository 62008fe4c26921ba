# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your step is at s/w: the bias is -s. Where the step is depends on both, s = -b/w, so the bias has
# to contain w."""
# hint.es = """
# Tu escalón está en s/w: el sesgo es -s. El lugar del escalón depende de ambos, s = -b/w, así que
# el sesgo tiene que contener a w."""
# ///
"""The bias of the step is -s, not multiplied by the weight."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.sigmoid(w * x - s)
