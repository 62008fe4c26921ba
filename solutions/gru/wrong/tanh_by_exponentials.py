# /// wrong answer
# check = "test_cell_saturated"
# kind = "not_finite"
# hint.en = """
# exp of a large number is inf, and inf / inf is nan. torch.tanh and torch.sigmoid are written so
# that this does not happen."""
# hint.es = """
# exp de un número grande es inf, e inf / inf es nan. torch.tanh y torch.sigmoid están escritas para
# que eso no ocurra."""
# ///
"""The hyperbolic tangent is written out with exponentials."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    def tanh(a: Tensor) -> Tensor:
        return (torch.exp(a) - torch.exp(-a)) / (torch.exp(a) + torch.exp(-a))

    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
