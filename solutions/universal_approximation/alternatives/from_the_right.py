"""ReLU units that look to the left, the logistic function written as tanh, matrices with a bias row."""

import torch
from torch import nn


def logistic(z):
    return (1 + torch.tanh(z / 2)) / 2


def step(x, s, w):
    return logistic(w * x - w * s)


def bump(x, s, t, h, w):
    # A step up at s, and one down at t: σ(-z) = 1 - σ(z).
    return h * (step(x, s, w) + step(x, t, -w) - 1)


def bump_network(f, n, lo, hi, w):
    middles = torch.linspace(lo, hi, 2 * n + 1, dtype=torch.float64)[1::2]
    half = (hi - lo) / n / 2
    heights = torch.stack([f(middle) for middle in middles])
    places = torch.stack([middles - half, middles + half], dim=1).flatten()
    W2 = torch.stack([heights, -heights], dim=1).flatten()
    return torch.full_like(places, w)[None], -w * places, W2[:, None]


def relu_network(knots, values):
    # relu(knot - x) is zero behind its knot, so the output bias is the last value.
    slopes = -torch.diff(values) / torch.diff(knots)
    zero = torch.zeros(1, dtype=values.dtype)
    changes = torch.cat([zero, slopes])
    changes = changes - torch.cat([slopes, zero])
    return -torch.ones(1, len(knots), dtype=values.dtype), knots, changes[:, None], values[-1:]


class Tower(nn.Module):
    def __init__(self, h, w):
        super().__init__()
        self.h, self.w = h, w

    def forward(self, x, s, t):
        ups = logistic(self.w * (x - s))
        downs = logistic(self.w * (x - t))
        return self.h * logistic(self.w * ((ups - downs).sum(-1) - 3 / 2))


def tower2d(x, s, t, h, w):
    return Tower(h, w)(x, s, t)


def order(ns, errors):
    points = torch.stack([torch.log(ns), torch.log(errors)])
    covariance = torch.cov(points)
    return float(covariance[0, 1] / covariance[0, 0])


def with_ones(a):
    return torch.cat([a, torch.ones(len(a), 1, dtype=a.dtype)], dim=1)


def mlp_forward(x, W1, b1, W2, b2):
    V1 = torch.cat([W1, b1[None]])
    V2 = torch.cat([W2, b2[None]])
    return with_ones(torch.tanh(with_ones(x) @ V1)) @ V2


def mlp_backward(dy, x, W1, b1, W2, b2):
    V1 = torch.cat([W1, b1[None]])
    ones = with_ones(x)
    hidden = torch.tanh(ones @ V1)
    dV2 = with_ones(hidden).T @ dy
    dz = dy @ W2.T
    dz -= dz * hidden**2
    dV1 = ones.T @ dz
    return dz @ W1.T, dV1[:-1], dV1[-1], dV2[:-1], dV2[-1]


class Adam:
    def __init__(self, parameters, lr):
        self.lr, self.k = lr, 0
        self.m = [torch.zeros_like(p) for p in parameters]
        self.v = [torch.zeros_like(p) for p in parameters]

    def step(self, parameters, gradients):
        self.k += 1
        rate = self.lr * (1 - 0.999**self.k) ** 0.5 / (1 - 0.9**self.k)
        epsilon = 1e-8 * (1 - 0.999**self.k) ** 0.5
        new = []
        for i, (p, g) in enumerate(zip(parameters, gradients)):
            self.m[i] = torch.lerp(g, self.m[i], 0.9)
            self.v[i] = torch.lerp(g * g, self.v[i], 0.999)
            new.append(p - rate * self.m[i] / (self.v[i].sqrt() + epsilon))
        return new


def train(x, y, parameters, steps, lr):
    optimizer = Adam(parameters, lr)
    losses = []
    for _ in range(steps):
        difference = mlp_forward(x, *parameters) - y
        losses.append(difference.pow(2).mean().item())
        gradients = mlp_backward(difference * 2 / difference.numel(), x, *parameters)
        parameters = optimizer.step(parameters, gradients[1:])
    return tuple(parameters), losses
