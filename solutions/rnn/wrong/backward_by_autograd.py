# /// wrong answer
# check = "test_backward_one_step"
# kind = "forbidden"
# hint.en = """
# Here the gradients are asked for by hand, without autograd. Use it on your own machine to check
# what you derived."""
# hint.es = """
# Aquí se piden los gradientes a mano, sin autograd. Úsalo en tu ordenador para comprobar lo que has
# derivado."""
# ///
"""Asks autograd."""


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    inputs = [each.detach().requires_grad_() for each in (x, h0, Wx, Wh, b)]
    dx, dh0, dWx, dWh, db = torch.autograd.grad(rnn_forward(*inputs), inputs, dhs)
    return dx, dh0, dWx, dWh, db
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
