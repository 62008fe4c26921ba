"""Everything through tanh, ReLU units that face left, float64 as torch's default dtype."""

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def logistic(z):
    return (1 + torch.tanh(z / 2)) / 2


def step(x, s, w):
    return logistic(w * x - w * s)


def bump(x, s, t, h, w):
    return h / 2 * (torch.tanh(w * (x - s) / 2) - torch.tanh(w * (x - t) / 2))


def bump_network(f, n, lo, hi, w):
    step_places, output_weights = [], []
    width = (hi - lo) / n
    for i in range(n):
        left = lo + i * width
        height = f(torch.tensor(left + width / 2)).item()
        step_places += [left + width, left]
        output_weights += [-height, height]
    W1 = w * torch.ones(1, 2 * n)
    return W1, -w * torch.tensor(step_places), torch.tensor(output_weights).unsqueeze(1)


def relu_network(knots, values):
    # A unit relu(k - x) is zero behind k: the network begins at the last value.
    slopes = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    padded = nn.functional.pad(slopes, (1, 1))
    return -torch.ones(1, len(knots)), knots, padded.diff().unsqueeze(1), values[-1].view(1)


def tower2d(x, s, t, h, w):
    wall_1 = bump(x[:, 0], s[0], t[0], 1.0, w)
    wall_2 = bump(x[:, 1], s[1], t[1], 1.0, w)
    return h * logistic(w * (wall_1 + wall_2) - 1.5 * w)


def order(ns, errors):
    slope, _ = np.polyfit(np.log10(ns.numpy()), np.log10(errors.numpy()), 1)
    return slope


def mlp_forward(x, W1, b1, W2, b2):
    return nn.functional.linear(nn.functional.linear(x, W1.T, b1).tanh(), W2.T, b2)


def mlp_backward(dy, x, W1, b1, W2, b2):
    z = x @ W1 + b1
    dz = dy @ W2.T / torch.cosh(z) ** 2
    return dz @ W1.T, x.T @ dz, dz.sum(0), torch.tanh(z).T @ dy, dy.sum(0)


def train(x, y, parameters, steps, lr):
    weights = nn.ParameterList([nn.Parameter(p.clone()) for p in parameters])
    adam = torch.optim.Adam(weights, lr)
    losses = []
    for _ in range(steps):
        adam.zero_grad()
        loss = nn.MSELoss()(mlp_forward(x, *weights), y)
        loss.backward()
        adam.step()
        losses += [loss.item()]
    return tuple(weights), losses
