# /// wrong answer
# check = "test_cell_reset_before"
# kind = "wrong_value"
# hint.en = """
# With reset_after=False you still apply the reset gate after the product with Whn. In the form of
# Cho et al. the state is reset first and multiplied by the weights then."""
# hint.es = """
# Con reset_after=False sigues aplicando la compuerta de reinicio después del producto con Whn. En
# la forma de Cho et al. primero se reinicia el estado y luego se multiplica por los pesos."""
# ///
"""The reset is after the product in both forms."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    return (1 - z) * n + z * h


def sequence_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = sequence_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=1)
