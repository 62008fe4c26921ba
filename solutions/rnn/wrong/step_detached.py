# /// wrong answer
# check = "test_step_gradients"
# kind = "no_gradient"
# hint.en = """
# The values are right, but you detach the old state, so no gradient goes back to it: the network
# could not learn from anything before the last step."""
# hint.es = """
# Los valores son correctos, pero separas (detach) el estado anterior, así que ningún gradiente
# vuelve a él: la red no podría aprender de nada anterior al último paso."""
# ///
"""The old state is cut off from the graph."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h.detach() @ Wh + b)


def right_rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = right_rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
