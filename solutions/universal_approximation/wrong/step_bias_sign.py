# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your step is at -s. The neuron σ(w·x + b) is at one half where w·x + b = 0: solve that for b,
# minding the sign."""
# hint.es = """
# Tu escalón está en -s. La neurona σ(w·x + b) vale un medio donde w·x + b = 0: despeja b y cuida el
# signo."""
# ///
"""The bias of the step is w·s instead of -w·s."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    b = w * s
    return torch.sigmoid(w * x + b)
