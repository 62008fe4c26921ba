# /// wrong answer
# check = "test_backward_through_time"
# kind = "wrong_value"
# hint.en = """
# You take each step's own error alone. A state acts on the loss through all the later states as
# well: add what comes back from the step after."""
# hint.es = """
# Tomas solo el error propio de cada paso. Un estado actúa sobre la pérdida también a través de
# todos los estados posteriores: suma lo que vuelve del paso siguiente."""
# ///
"""What comes back from later steps is dropped."""


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
        dh = dhs[:, t]
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
