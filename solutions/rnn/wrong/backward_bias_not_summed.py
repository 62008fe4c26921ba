# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_shape"
# hint.en = """
# Your db has a row for each sequence. The bias is added to every row, so its gradient is the sum
# over the rows."""
# hint.es = """
# Tu db tiene una fila por secuencia. El sesgo se suma a todas las filas, así que su gradiente es la
# suma sobre las filas."""
# ///
"""db has a row for each sequence."""


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(h0)
    dh = torch.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        h_before = hs[:, t - 1] if t > 0 else h0
        # What the loss says of this state, and what comes back from the steps after it.
        dh = dh + dhs[:, t]
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
