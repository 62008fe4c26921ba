# /// wrong answer
# check = "test_backward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The gradients are right, but you add into dhs itself: the caller's tensor is no longer what it
# was. Keep the running sum in a tensor of your own."""
# hint.es = """
# Los gradientes son correctos, pero sumas dentro del propio dhs: el tensor de quien llama ya no es
# lo que era. Lleva la suma en un tensor tuyo."""
# ///
"""Adds into dhs in place."""


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
        dhs[:, t] += dh
        dh = dhs[:, t]
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
