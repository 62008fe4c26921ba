# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# The derivative of the tanh is missing: between the gradient of the state and that of the sum
# inside there is a factor."""
# hint.es = """
# Falta la derivada de la tanh: entre el gradiente del estado y el de la suma que hay dentro hay un
# factor."""
# ///
"""The derivative of tanh is left out."""


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
        da = dh
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
