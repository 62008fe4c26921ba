# WRONG: cuts the gradient every tenth step. Must lose points in: gru_forward
import math

import torch
import torch.nn.functional as F
from torch import nn


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    H = h.shape[1]
    gx = x @ Wx + bx
    r = torch.sigmoid(gx[:, :H] + h @ Wh[:, :H] + bh[:H])
    z = torch.sigmoid(gx[:, H : 2 * H] + h @ Wh[:, H : 2 * H] + bh[H : 2 * H])
    if reset_after:
        n = torch.tanh(gx[:, 2 * H :] + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(gx[:, 2 * H :] + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    out, h = [], h0
    for t in range(x.shape[1]):
        h = gru_cell(x[:, t], h, Wx, Wh, bx, bh, reset_after)
        out.append(h)
        if t % 10 == 9:
            h = h.detach()
    return torch.stack(out, dim=1)
