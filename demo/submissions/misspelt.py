import torch


def gru_cel(x, h, Wx, Wh, bx, bh, reset_after=True):
    H = h.shape[1]
    gx, gh = x @ Wx + bx, h @ Wh
    r, z = torch.sigmoid(gx[:, : 2 * H] + gh[:, : 2 * H] + bh[: 2 * H]).chunk(2, dim=1)
    n = torch.tanh(gx[:, 2 * H :] + r * (gh[:, 2 * H :] + bh[2 * H :]))
    return (1 - z) * n + z * h
