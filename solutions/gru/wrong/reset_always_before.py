# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# You apply the reset gate to the state before the product with Whn. That is the form of
# reset_after=False; with True, r multiplies the finished product, bias included."""
# hint.es = """
# Aplicas la compuerta de reinicio al estado antes del producto con Whn. Esa es la forma de
# reset_after=False; con True, r multiplica el producto ya hecho, sesgo incluido."""
# ///
"""The reset is before the product in both forms."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
