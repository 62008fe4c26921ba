# /// wrong answer
# check = "test_step_saturated"
# kind = "not_finite"
# ///
"""tanh as a quotient of exponentials, which overflow."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    a = x @ Wx + h @ Wh + b
    return (a.exp() - (-a).exp()) / (a.exp() + (-a).exp())
