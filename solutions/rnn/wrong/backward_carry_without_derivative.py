# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# What you hand to the step before is dh times the transpose of Wh, without the derivative of the
# tanh: it is the gradient of the sum (da) that goes back, to the input and to the state alike."""
# hint.es = """
# Lo que pasas al paso anterior es dh por la traspuesta de Wh, sin la derivada de la tanh: lo que
# vuelve es el gradiente de la suma (da), tanto a la entrada como al estado."""
# ///
"""What goes back skips the derivative of tanh."""


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
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = dh @ Wh.T
    return dx, dh, dWx, dWh, db
