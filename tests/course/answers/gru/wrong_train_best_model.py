# WRONG: stops as soon as the loss is small. Must lose points in: train_adding
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
    return torch.stack(out, dim=1)


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    N, T, D = x.shape
    H = h0.shape[1]
    hs = [h0]
    saved = []
    for t in range(T):
        h = hs[-1]
        a = x[:, t] @ Wx + bx
        b = h @ Wh + bh
        r = torch.sigmoid(a[:, :H] + b[:, :H])
        z = torch.sigmoid(a[:, H : 2 * H] + b[:, H : 2 * H])
        n = torch.tanh(a[:, 2 * H :] + r * b[:, 2 * H :])
        saved.append((r, z, n, b[:, 2 * H :]))
        hs.append((1 - z) * n + z * h)
    dx = torch.zeros_like(x)
    dWx, dWh = torch.zeros_like(Wx), torch.zeros_like(Wh)
    dbx, dbh = torch.zeros_like(bx), torch.zeros_like(bh)
    dh = torch.zeros_like(h0)
    for t in range(T - 1, -1, -1):
        r, z, n, hn = saved[t]
        h = hs[t]
        dh = dh + dhs[:, t]
        dn = dh * (1 - z) * (1 - n * n)
        dz = dh * (h - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        da = torch.cat([dr, dz, dn], 1)
        db = torch.cat([dr, dz, dn * r], 1)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h.T @ db
        dbx += da.sum(0)
        dbh += db.sum(0)
        dh = dh * z + db @ Wh.T
    return dx, dh, dWx, dWh, dbx, dbh


class GRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        k = 1 / math.sqrt(hidden_size)
        self.Wx = nn.Parameter(torch.empty(input_size, 3 * hidden_size).uniform_(-k, k))
        self.Wh = nn.Parameter(torch.empty(hidden_size, 3 * hidden_size).uniform_(-k, k))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size).uniform_(-k, k))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size).uniform_(-k, k))

    def forward(self, x, h0=None):
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]


def train_step(model, optimizer, x, y, max_norm=1.0):
    optimizer.zero_grad()
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()


class Adder(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.out = nn.Linear(hidden_size, 1)

    def forward(self, x):
        return self.out(self.gru(x)[1]).squeeze(1)


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Adder(hidden_size).to(x.dtype)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[rows], y[rows]))
        if losses[-1] < 1e-3:
            break
    return model, losses
