"""Weights cut into one matrix a gate; states written into one tensor; h + (1 - z)(n - h)."""

from math import sqrt

import torch
from torch import nn


def split_weights(Wx, Wh, bx, bh):
    H = Wh.shape[0]
    return {
        "r": (Wx[:, :H], Wh[:, :H], bx[:H], bh[:H]),
        "z": (Wx[:, H : 2 * H], Wh[:, H : 2 * H], bx[H : 2 * H], bh[H : 2 * H]),
        "n": (Wx[:, 2 * H :], Wh[:, 2 * H :], bx[2 * H :], bh[2 * H :]),
    }


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    w = split_weights(Wx, Wh, bx, bh)
    U, V, b, c = w["r"]
    reset = torch.sigmoid(x @ U + b + h @ V + c)
    U, V, b, c = w["z"]
    update = torch.sigmoid(x @ U + b + h @ V + c)
    U, V, b, c = w["n"]
    if reset_after:
        candidate = torch.tanh(x @ U + b + reset * (h @ V + c))
    else:
        candidate = torch.tanh(x @ U + b + torch.matmul(reset * h, V) + c)
    return h + (1 - update) * (candidate - h)


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    N, T, _ = x.shape
    hs = x.new_empty(N, T, h0.shape[1])
    h = h0
    for t in range(T):
        h = gru_cell(x[:, t], h, Wx, Wh, bx, bh, reset_after)
        hs[:, t] = h
    return hs


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    N, T, D = x.shape
    H = h0.shape[1]
    w = split_weights(Wx, Wh, bx, bh)
    (Ur, Vr, br, cr), (Uz, Vz, bz, cz), (Un, Vn, bn, cn) = w["r"], w["z"], w["n"]
    h, r, z, n, m = {-1: h0}, {}, {}, {}, {}
    for t in range(T):
        r[t] = torch.sigmoid(x[:, t] @ Ur + br + h[t - 1] @ Vr + cr)
        z[t] = torch.sigmoid(x[:, t] @ Uz + bz + h[t - 1] @ Vz + cz)
        m[t] = h[t - 1] @ Vn + cn
        n[t] = torch.tanh(x[:, t] @ Un + bn + r[t] * m[t])
        h[t] = h[t - 1] + (1 - z[t]) * (n[t] - h[t - 1])

    dx, dWx, dWh, dbx, dbh = (torch.zeros_like(each) for each in (x, Wx, Wh, bx, bh))
    dh = torch.zeros_like(h0)
    for t in range(T - 1, -1, -1):
        dh = dh + dhs[:, t]
        da_n = dh * (1 - z[t]) * (1 - n[t] ** 2)
        da_z = dh * (h[t - 1] - n[t]) * z[t] * (1 - z[t])
        da_r = da_n * m[t] * r[t] * (1 - r[t])
        dm = da_n * r[t]
        dx[:, t] = da_r @ Ur.T + da_z @ Uz.T + da_n @ Un.T
        for k, (left, right) in enumerate([(da_r, da_r), (da_z, da_z), (da_n, dm)]):
            columns = slice(k * H, (k + 1) * H)
            dWx[:, columns] += x[:, t].T @ left
            dWh[:, columns] += h[t - 1].T @ right
            dbx[columns] += left.sum(0)
            dbh[columns] += right.sum(0)
        dh = dh * z[t] + da_r @ Vr.T + da_z @ Vz.T + dm @ Vn.T
    return dx, dh, dWx, dWh, dbx, dbh


class GRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super(GRU, self).__init__()
        self.hidden_size = hidden_size
        bound = 1.0 / sqrt(hidden_size)

        def uniform(*shape):
            return nn.Parameter((2 * torch.rand(*shape) - 1) * bound)

        self.Wx = uniform(input_size, 3 * hidden_size)
        self.Wh = uniform(hidden_size, 3 * hidden_size)
        self.bx = uniform(3 * hidden_size)
        self.bh = uniform(3 * hidden_size)

    def forward(self, x, h0=None):
        h = x.new_zeros((x.shape[0], self.hidden_size)) if h0 is None else h0
        states = []
        for t in range(x.shape[1]):
            h = gru_cell(x[:, t], h, self.Wx, self.Wh, self.bx, self.bh)
            states.append(h.unsqueeze(1))
        return torch.cat(states, dim=1), h


def train_step(model, optimizer, x, y, max_norm=1.0):
    loss = nn.MSELoss()(model(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


class Net(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.fc = nn.Linear(hidden_size, 1)

    def forward(self, x):
        hs, _ = self.gru(x)
        return self.fc(hs[:, -1]).reshape(-1)


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        net = Net(hidden_size)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr)
    losses = []
    for _ in range(steps):
        i = torch.randperm(x.shape[0], generator=generator)[:batch_size]
        losses.append(train_step(net, optimizer, x[i], y[i]))
    net.eval()
    return net, losses
