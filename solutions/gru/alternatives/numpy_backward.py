"""A dataclass for what the way back needs, the way back in NumPy, seeds of every library."""

import random
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

np.random.seed(42)
random.seed(42)
torch.manual_seed(42)


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    H = h.shape[-1]

    def side(a, W, b, gate):
        return a @ W[:, gate * H : (gate + 1) * H] + b[gate * H : (gate + 1) * H]

    r = torch.special.expit(side(x, Wx, bx, 0) + side(h, Wh, bh, 0))
    z = torch.special.expit(side(x, Wx, bx, 1) + side(h, Wh, bh, 1))
    inner = r * side(h, Wh, bh, 2) if reset_after else side(r * h, Wh, bh, 2)
    n = torch.tanh(side(x, Wx, bx, 2) + inner)
    return torch.where(z == 1, h, (1.0 - z) * n + z * h)


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    def from_step(t, h):
        if t == x.shape[1]:
            return []
        h = gru_cell(x[:, t], h, Wx, Wh, bx, bh, reset_after)
        return [h, *from_step(t + 1, h)]

    return torch.concatenate([h[:, None] for h in from_step(0, h0)], axis=1)


@dataclass
class Step:
    x: np.ndarray
    h: np.ndarray
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray
    m: np.ndarray


def sigmoid(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    dhs, x, h, Wx, Wh, bx, bh = (each.detach().numpy() for each in (dhs, x, h0, Wx, Wh, bx, bh))
    H = h.shape[1]
    steps = []
    for t in range(x.shape[1]):
        gx, gh = x[:, t] @ Wx + bx, h @ Wh + bh
        r = sigmoid(gx[:, :H] + gh[:, :H])
        z = sigmoid(gx[:, H : 2 * H] + gh[:, H : 2 * H])
        n = np.tanh(gx[:, 2 * H :] + r * gh[:, 2 * H :])
        steps.append(Step(x[:, t], h, r, z, n, gh[:, 2 * H :]))
        h = (1 - z) * n + z * h

    dx = np.empty_like(x)
    dWx, dWh, dbx, dbh = (np.zeros_like(each) for each in (Wx, Wh, bx, bh))
    dh = np.zeros_like(h)
    for t, s in reversed(list(enumerate(steps))):
        dh = dh + dhs[:, t]
        dn = dh * (1 - s.z) * (1 - s.n**2)
        dz = dh * (s.h - s.n) * s.z * (1 - s.z)
        dr = dn * s.m * s.r * (1 - s.r)
        gx = np.concatenate([dr, dz, dn], axis=1)
        gh = np.concatenate([dr, dz, dn * s.r], axis=1)
        dx[:, t] = np.dot(gx, Wx.T)
        dWx += np.dot(s.x.T, gx)
        dWh += np.dot(s.h.T, gh)
        dbx += gx.sum(axis=0)
        dbh += gh.sum(axis=0)
        dh = dh * s.z + np.dot(gh, Wh.T)
    return tuple(torch.from_numpy(each) for each in (dx, dh, dWx, dWh, dbx, dbh))


class GRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        k = 1 / np.sqrt(hidden_size)

        def draw(*size):
            return nn.Parameter(torch.tensor(np.random.uniform(-k, k, size), dtype=torch.float32))

        self.bx, self.bh = draw(3 * hidden_size), draw(3 * hidden_size)
        self.Wx, self.Wh = draw(input_size, 3 * hidden_size), draw(hidden_size, 3 * hidden_size)

    def forward(self, x, h0=None):
        if h0 is None:
            h0 = torch.zeros((len(x), self.hidden_size), dtype=x.dtype)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]


def train_step(model, optimizer, x, y, max_norm=1.0):
    model.zero_grad()
    error = model(x) - y
    loss = torch.dot(error, error) / len(error)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm, norm_type=2.0)
    optimizer.step()
    return loss.data.numpy().item()


class AddingNet(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.linear = nn.Linear(hidden_size, 1)

    def forward(self, x):
        return self.linear(self.gru(x)[0][:, -1]).squeeze(1)


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)
    model = AddingNet(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        i = np.random.choice(len(x), batch_size, replace=False)
        losses.append(train_step(model, optimizer, x[i], y[i]))
    return model, losses
