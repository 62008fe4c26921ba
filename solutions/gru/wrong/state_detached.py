# /// wrong answer
# check = "test_cell_gradients"
# kind = "no_gradient"
# hint.en = """
# The values are right, but no gradient goes back to the state. Look for .detach(), .data, .item(),
# torch.tensor(…) or no_grad on its way."""
# hint.es = """
# Los valores son correctos, pero ningún gradiente vuelve al estado. Busca .detach(), .data,
# .item(), torch.tensor(…) o no_grad en su camino."""
# ///
"""The state is cut off from the graph inside the cell."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    h = h.detach()
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
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
