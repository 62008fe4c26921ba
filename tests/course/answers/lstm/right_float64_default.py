# RIGHT: float64 by default, the read-out by hand.
import math

import torch
import torch.nn.functional as F
from torch import nn


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def lstm_forward(x, h0, c0, Wx, Wh, b, lengths=None):
    N, T, _ = x.shape
    if lengths is None:
        lengths = torch.full((N,), T)
    h, c, out = h0, c0, []
    for t in range(T):
        h_new, c_new = lstm_step(x[:, t], h, c, Wx, Wh, b)
        on = (t < lengths).unsqueeze(1)
        out.append(torch.where(on, h_new, torch.zeros_like(h_new)))
        h = torch.where(on, h_new, h)
        c = torch.where(on, c_new, c)
    return torch.stack(out, 1), h, c


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    N, T, D = x.shape
    h, c = h0, c0
    cache = []
    for t in range(T):
        ai, af, ag, ao = (x[:, t] @ Wx + h @ Wh + b).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(ai), torch.sigmoid(af), torch.tanh(ag), torch.sigmoid(ao)
        c_new = f * c + i * g
        tc = torch.tanh(c_new)
        cache.append((h, c, i, f, g, o, tc))
        h, c = o * tc, c_new
    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
    for t in reversed(range(T)):
        h, c, i, f, g, o, tc = cache[t]
        dh = dh + dhs[:, t]
        do = dh * tc
        dc = dc + dh * o * (1 - tc**2)
        da = torch.cat(
            [dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2), do * o * (1 - o)], 1
        )
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h.T @ da
        db += da.sum(0)
        dh = da @ Wh.T
        dc = dc * f
    return dx, dh, dc, dWx, dWh, db


class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, forget_bias=1.0):
        super().__init__()
        self.hidden_size = hidden_size
        k = 1 / math.sqrt(hidden_size)
        self.Wx, self.Wh, self.b = nn.ParameterList(), nn.ParameterList(), nn.ParameterList()
        for layer in range(num_layers):
            size = input_size if layer == 0 else hidden_size
            self.Wx.append(nn.Parameter(torch.empty(size, 4 * hidden_size).uniform_(-k, k)))
            self.Wh.append(nn.Parameter(torch.empty(hidden_size, 4 * hidden_size).uniform_(-k, k)))
            b = torch.zeros(4 * hidden_size)
            b[hidden_size : 2 * hidden_size] = forget_bias
            self.b.append(nn.Parameter(b))

    def forward(self, x, lengths=None):
        hs, hl, cl = x, [], []
        for Wx, Wh, b in zip(self.Wx, self.Wh, self.b):
            zero = x.new_zeros(len(x), self.hidden_size)
            hs, h, c = lstm_forward(hs, zero, zero, Wx, Wh, b, lengths)
            hl.append(h)
            cl.append(c)
        return hs, torch.stack(hl), torch.stack(cl)


def train_step(model, optimizer, x, y, max_norm=1.0):
    optimizer.zero_grad()
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()


torch.set_default_dtype(torch.float64)


class Adder(nn.Module):
    def __init__(self, hidden_size, forget_bias):
        super().__init__()
        self.memory = LSTM(input_size=2, hidden_size=hidden_size, forget_bias=forget_bias)
        self.w = nn.Parameter(torch.randn(hidden_size, 1) / hidden_size**0.5)
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        _, h, _ = self.memory(x)
        return (h[0] @ self.w + self.bias)[:, 0]


def train_adding(x, y, hidden_size, forget_bias, max_steps, batch_size, lr, seed, goal):
    torch.manual_seed(seed)
    model = Adder(hidden_size, forget_bias).to(x.dtype)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(max_steps):
        rows = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[rows], y[rows]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
