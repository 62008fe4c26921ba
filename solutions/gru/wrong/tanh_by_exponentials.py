# /// wrong answer
# check = "test_cell_saturated"
# kind = "not_finite"
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
