# /// wrong answer
# check = "test_backward_through_time"
# kind = "wrong_value"
# hint.en = """
# For dWh you use h0 at every step. Wh multiplies the state before that step: h0 at the first one
# only, then hs[:, t - 1]."""
# hint.es = """
# Para dWh usas h0 en todos los pasos. Wh multiplica al estado anterior a ese paso: h0 solo en el
# primero, después hs[:, t - 1]."""
# ///
"""Takes h0 for the state before every step."""


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    dh = torch.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        h_before = h0
        # What the loss says of this state, and what comes back from the steps after it.
        dh = dh + dhs[:, t]
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
