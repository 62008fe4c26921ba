# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = "For the first step's share of dWh you take the state before it to be zero. It is h0."
# hint.es = "En la parte de dWh del primer paso tomas como cero el estado anterior. Es h0."
# ///
"""Takes the state before the first step for zero."""


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    dh = torch.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        h_before = hs[:, t - 1] if t > 0 else torch.zeros_like(h0)
        # What the loss says of this state, and what comes back from the steps after it.
        dh = dh + dhs[:, t]
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
