# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# You take the columns of the three gates to alternate (r, z, n, r, z, n, …). They stand in three
# blocks of H: check in which axis your reshape or slice cuts."""
# hint.es = """
# Tomas las columnas de las tres compuertas como alternadas (r, z, n, r, z, n, …). Están en tres
# bloques de H: revisa en qué eje corta tu reshape o tu índice."""
# ///
"""The columns of the three gates are taken to alternate."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    # Columns 0, 3, 6… for the first gate, 1, 4, 7… for the second, 2, 5, 8… for the third.
    order = torch.cat([torch.arange(k, 3 * H, 3) for k in range(3)])
    Wx, Wh, bx, bh = Wx[:, order], Wh[:, order], bx[order], bh[order]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
