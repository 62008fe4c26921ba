# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# In the gradients of your input gate and your candidate each one has its own value as factor. In i
# g the derivative with respect to i is g, and the other way round."""
# hint.es = """
# En los gradientes de tu compuerta de entrada y tu candidato, cada uno lleva como factor su propio
# valor. En i g la derivada respecto a i es g, y viceversa."""
# ///
"""The factors of the input gate and the candidate are swapped."""


def lstm_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, c0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    T = x.shape[1]

    # Forward, keeping what the way back needs.
    h, c = h0, c0
    steps = []
    for t in range(T):
        i, f, g, o = (x[:, t] @ Wx + h @ Wh + b).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_next = f * c + i * g
        squashed = torch.tanh(c_next)
        steps.append((h, c, i, f, g, o, squashed))
        h, c = o * squashed, c_next

    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
    for t in reversed(range(T)):
        h, c, i, f, g, o, squashed = steps[t]
        dh = dh + dhs[:, t]
        # The cell state is reached by way of this step's output and by way of the next cell state.
        dc = dc + dh * o * (1 - squashed * squashed)
        # Derivatives with respect to what goes into each activation.
        di = dc * i * i * (1 - i)
        df = dc * c * f * (1 - f)
        dg = dc * g * (1 - g * g)
        do = dh * squashed * o * (1 - o)
        da = torch.cat([di, df, dg, do], dim=1)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
        dc = dc * f
    return dx, dh, dc, dWx, dWh, db
