# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# You put the sum a into 1 - (·)². The derivative of tanh at a is 1 - tanh(a)², so what is squared
# is the new state."""
# hint.es = """
# Metes la suma a en 1 - (·)². La derivada de tanh en a es 1 - tanh(a)², así que lo que se eleva al
# cuadrado es el estado nuevo."""
# ///
"""The derivative of tanh is taken with the sum in place of its tanh."""


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    dh = torch.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        h_before = hs[:, t - 1] if t > 0 else h0
        # What the loss says of this state, and what comes back from the steps after it.
        dh = dh + dhs[:, t]
        a = x[:, t] @ Wx + h_before @ Wh + b
        da = dh * (1 - a**2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
