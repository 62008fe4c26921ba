# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# You read the columns of the weights in the order z, r, n (as Keras stores them). Here the order is
# r, z, n."""
# hint.es = """
# Lees las columnas de los pesos en el orden z, r, n (como las guarda Keras). Aquí el orden es r, z,
# n."""
# ///
"""The weights are read in the order z, r, n."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xz, xr, xn = (x @ Wx + bx).split(H, dim=1)
    hz, hr = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
