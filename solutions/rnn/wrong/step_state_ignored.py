# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your step sees the input but not the old state: nothing is remembered. Where does h @ Wh go in?"""
# hint.es = """
# Tu paso ve la entrada pero no el estado anterior: no se recuerda nada. ¿Dónde entra h @ Wh?"""
# ///
"""The old state is not used."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + b)


def right_rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = right_rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
