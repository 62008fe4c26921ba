# /// wrong answer
# check = "test_backward_through_time"
# kind = "wrong_value"
# hint.en = """
# Only the error of the last state enters. Every state has one: at step t, add dhs[:, t] to what
# comes back from later."""
# hint.es = """
# Solo entra el error del último estado. Cada estado tiene el suyo: en el paso t suma dhs[:, t] a lo
# que vuelve de después."""
# ///
"""Only the last state's error is used."""


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
        dh = dhs[:, t] if t == x.shape[1] - 1 else dh
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db


def right_rnn_backward(
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
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    for start in range(0, T, k1):
        end = min(start + k1, T)
        first = max(end - k2, 0)
        # Inside the window, only the errors of the last k1 steps: the others had their turn.
        errors = dhs[:, first:end].clone()
        errors[:, : start - first] = 0
        h_first = hs[:, first - 1] if first > 0 else h0
        window = right_rnn_backward(errors, x[:, first:end], h_first, Wx, Wh, b)
        dWx += window[2]
        dWh += window[3]
        db += window[4]
    return dWx, dWh, db
