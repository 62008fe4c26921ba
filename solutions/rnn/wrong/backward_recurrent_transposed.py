# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# On the way back to the state before, you multiply by Wh. For rows, what goes forward through Wh
# comes back through its transpose. Wh is square, so its shape does not warn you."""
# hint.es = """
# En la vuelta al estado anterior multiplicas por Wh. Con filas, lo que va hacia delante por Wh
# vuelve por su traspuesta. Wh es cuadrada, así que su forma no te avisa."""
# ///
"""The gradient goes back through Wh, not its transpose."""


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
        dh = da @ Wh
    return dx, dh, dWx, dWh, db
