# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# h (1 - h) is the derivative of the sigmoid in terms of its output. Work out that of the tanh."""
# hint.es = """
# h (1 - h) es la derivada de la sigmoide en términos de su salida. Calcula la de la tanh."""
# ///
"""The derivative of the sigmoid in place of tanh's."""


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
        da = dh * hs[:, t] * (1 - hs[:, t])
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
