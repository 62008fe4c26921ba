# WRONG: the bump with exp(z) / (1 + exp(z)): NaN as soon as w (x - s) > 709. Must lose points in: bump
import math
import numpy as np
import torch
from torch import Tensor, nn


def step(x, s, w):
    return torch.sigmoid(w * x - w * s)


def bump(x, s, t, h, w):
    def sig(z):
        return torch.exp(z) / (1 + torch.exp(z))

    return h * (sig(w * (x - s)) - sig(w * (x - t)))


def bump_network(f, n, lo, hi, w):
    d = torch.float64
    width = (hi - lo) / n
    left = lo + width * torch.arange(n, dtype=d)
    right = lo + width * torch.arange(1, n + 1, dtype=d)
    heights = f(lo + width * (torch.arange(n, dtype=d) + 0.5))
    steps = torch.stack([left, right], 1).flatten()
    W2 = torch.stack([heights, -heights], 1).reshape(-1, 1)
    return w * torch.ones(1, 2 * n, dtype=d), -w * steps, W2


def relu_network(knots, values):
    slopes = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    out = torch.cat([slopes[:1], slopes[1:] - slopes[:-1], -slopes[-1:]])
    return (
        torch.ones(1, len(knots), dtype=knots.dtype),
        -knots,
        out.reshape(-1, 1),
        values[0].reshape(1),
    )


def tower2d(x, s, t, h, w):
    walls = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(w * (walls[:, 0] + walls[:, 1] - 1.5))


def order(ns, errors):
    a, b = torch.log(ns), torch.log(errors)
    n = len(a)
    return float((n * (a * b).sum() - a.sum() * b.sum()) / (n * (a * a).sum() - a.sum() ** 2))


def mlp_forward(x, W1, b1, W2, b2):
    hidden = torch.tanh(torch.addmm(b1, x, W1))
    return torch.addmm(b2, hidden, W2)


def mlp_backward(dy, x, W1, b1, W2, b2):
    a = torch.tanh(x @ W1 + b1)
    da = dy @ W2.t()
    dz = da - da * a.pow(2)
    return dz @ W1.t(), x.t() @ dz, dz.sum(0), a.t() @ dy, dy.sum(0)


def train(x, y, parameters, steps, lr):
    ps = [p.detach().clone().requires_grad_(True) for p in parameters]
    opt = torch.optim.Adam(ps, lr=lr)
    losses = []
    for _ in range(steps):
        opt.zero_grad()
        loss = nn.functional.mse_loss(torch.tanh(x @ ps[0] + ps[1]) @ ps[2] + ps[3], y)
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return tuple(p.detach() for p in ps), losses
