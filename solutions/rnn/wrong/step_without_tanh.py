# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# This is the sum without the tanh: a linear network, however many steps it takes. The state is the
# tanh of that sum."""
# hint.es = """
# Esta es la suma sin la tanh: una red lineal, por muchos pasos que dé. El estado es la tanh de esa
# suma."""
# ///
"""No activation: the step is linear."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return x @ Wx + h @ Wh + b


def right_rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = right_rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
