# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# In your candidate the bias bhn stands outside the reset. With reset_after=True, r multiplies the
# product and its bias together."""
# hint.es = """
# En tu candidato el sesgo bhn queda fuera del reinicio. Con reset_after=True, r multiplica el
# producto junto con su sesgo."""
# ///
"""In the reset-after form the bias bhn is outside the reset."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :]) + bh[2 * H :])
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
