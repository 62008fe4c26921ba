"""Functional: vmap and func.grad where they are allowed, trained tensors that keep their graph."""

import torch
from torch import func


def sigma(z):
    return torch.exp(-torch.logaddexp(torch.zeros((), dtype=z.dtype), -z))


def neuron(x, s, w):
    b = -w * s
    return torch.special.expit(w * x + b)


def step(x, s, w):
    return func.vmap(lambda each: neuron(each, s, w))(x)


def bump(x, s, t, h, w):
    hidden = torch.sigmoid(torch.stack([w * (x - s), w * (x - t)], dim=1))
    return hidden @ torch.tensor([h, -h], dtype=x.dtype)


def bump_network(f, n, lo, hi, w):
    i = torch.arange(n, dtype=torch.float64)
    width = (hi - lo) / n
    heights = torch.stack([f(point) for point in lo + (i + 0.5) * width])
    steps = torch.stack([lo + (i + 1) * width, lo + i * width], dim=1)
    outputs = torch.stack([-heights, heights], dim=1)
    W1 = torch.tensor([[w] * (2 * n)], dtype=torch.float64)
    return W1, -(steps * w).reshape(-1), outputs.reshape(-1, 1)


def relu_network(knots, values):
    slope, changes = 0, []
    for k in range(len(knots) - 1):
        new = (values[k + 1] - values[k]) / (knots[k + 1] - knots[k])
        changes.append(new - slope)
        slope = new
    changes.append(-slope)
    W2 = torch.stack(changes[::-1]).reshape(-1, 1)
    return torch.ones(1, len(knots), dtype=knots.dtype), -knots.flip(0), W2, values[:1]


def tower2d(x, s, t, h, w):
    def at(point):
        walls = torch.sigmoid(w * (point - s)) - torch.sigmoid(w * (point - t))
        return h * torch.sigmoid(w * (walls[0] + walls[1] - 1.5))

    return torch.vmap(at)(x)


def order(ns, errors):
    A = torch.stack([torch.log(ns), torch.ones_like(ns)], dim=1)
    return float(torch.linalg.lstsq(A, torch.log(errors)[:, None]).solution[0, 0])


def mlp_forward(x, W1, b1, W2, b2):
    return func.vmap(lambda row: torch.tanh(row @ W1 + b1) @ W2 + b2)(x)


def mlp_backward(dy, x, W1, b1, W2, b2):
    dW1, db1 = torch.zeros_like(W1), torch.zeros_like(b1)
    dW2, db2 = torch.zeros_like(W2), torch.zeros_like(b2)
    dx = []
    for row, dy_row in zip(x, dy):
        a = torch.tanh(row @ W1 + b1)
        dW2 += torch.outer(a, dy_row)
        db2 += dy_row
        dz = (W2 @ dy_row) * (1 - a.square())
        dW1 += torch.outer(row, dz)
        db1 += dz
        dx.append(W1 @ dz)
    return torch.stack(dx), dW1, db1, dW2, db2


def train(x, y, parameters, steps, lr):
    def mean_squared_error(ps):
        return ((torch.tanh(x @ ps[0] + ps[1]) @ ps[2] + ps[3] - y) ** 2).mean()

    gradients_and_loss = func.grad_and_value(mean_squared_error)
    beta_1, beta_2, epsilon = 0.9, 0.999, 1e-8
    ps = tuple(p.clone() for p in parameters)
    ms = vs = tuple(torch.zeros_like(p) for p in parameters)
    losses = []
    for k in range(1, steps + 1):
        gs, loss = gradients_and_loss(ps)
        losses.append(float(loss))
        ms = tuple(beta_1 * m + (1 - beta_1) * g for m, g in zip(ms, gs))
        vs = tuple(beta_2 * v + (1 - beta_2) * g**2 for v, g in zip(vs, gs))
        ps = tuple(
            p - lr * (m / (1 - beta_1**k)) / (torch.sqrt(v / (1 - beta_2**k)) + epsilon)
            for p, m, v in zip(ps, ms, vs)
        )
    return ps, losses
