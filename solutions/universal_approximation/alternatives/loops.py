"""Plain Python loops, one point and one unit at a time."""

import math

import torch


def step(x, s, w):
    return torch.stack([torch.sigmoid(w * (x_n - s)) for x_n in x])


def bump(x, s, t, h, w):
    y = torch.zeros_like(x)
    for place, height in [(s, h), (t, -h)]:
        y = y + height * step(x, place, w)
    return y


def bump_network(f, n, lo, hi, w):
    width = (hi - lo) / n
    W1 = torch.zeros(1, 2 * n, dtype=torch.float64)
    b1 = torch.zeros(2 * n, dtype=torch.float64)
    W2 = torch.zeros(2 * n, 1, dtype=torch.float64)
    for i in range(n):
        s = lo + i * width
        t = s + width
        h = f(torch.tensor(s + width / 2, dtype=torch.float64))
        W1[0, 2 * i] = W1[0, 2 * i + 1] = w
        b1[2 * i], b1[2 * i + 1] = -w * s, -w * t
        W2[2 * i, 0], W2[2 * i + 1, 0] = h, -h
    return W1, b1, W2


def relu_network(knots, values):
    K = len(knots)
    weights = []
    before = 0.0
    for i in range(K - 1):
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        weights.append(slope - before)
        before = slope
    weights.append(0.0 - before)
    W1 = torch.ones(1, K, dtype=knots.dtype)
    return W1, -knots, torch.stack(weights).reshape(K, 1), values[0].reshape(1)


def tower2d(x, s, t, h, w):
    towers = []
    for point in x:
        total = -1.5
        for axis in range(2):
            total = total + torch.sigmoid(w * (point[axis] - s[axis]))
            total = total - torch.sigmoid(w * (point[axis] - t[axis]))
        towers.append(h * torch.sigmoid(w * total))
    return torch.stack(towers)


def order(ns, errors):
    x = [math.log(n) for n in ns.tolist()]
    y = [math.log(e) for e in errors.tolist()]
    M = len(x)
    top = M * sum(a * b for a, b in zip(x, y)) - sum(x) * sum(y)
    bottom = M * sum(a * a for a in x) - sum(x) ** 2
    return top / bottom


def mlp_forward(x, W1, b1, W2, b2):
    rows = []
    for row in x:
        hidden = torch.stack([torch.tanh(row @ W1[:, j] + b1[j]) for j in range(W1.shape[1])])
        rows.append(torch.stack([hidden @ W2[:, m] + b2[m] for m in range(W2.shape[1])]))
    return torch.stack(rows)


def mlp_backward(dy, x, W1, b1, W2, b2):
    dx = torch.zeros_like(x)
    dW1, db1 = torch.zeros_like(W1), torch.zeros_like(b1)
    dW2, db2 = torch.zeros_like(W2), torch.zeros_like(b2)
    for n in range(len(x)):
        hidden = torch.tanh(x[n] @ W1 + b1)
        dW2 += torch.outer(hidden, dy[n])
        db2 += dy[n]
        dz = (W2 @ dy[n]) / torch.cosh(x[n] @ W1 + b1) ** 2
        dW1 += torch.outer(x[n], dz)
        db1 += dz
        dx[n] = W1 @ dz
    return dx, dW1, db1, dW2, db2


def train(x, y, parameters, steps, lr):
    parameters = [p.clone() for p in parameters]
    m = [0.0] * 4
    v = [0.0] * 4
    losses = []
    for k in range(steps):
        W1, b1, W2, b2 = parameters
        hidden = torch.tanh(x @ W1 + b1)
        error = hidden @ W2 + b2 - y
        losses.append(float((error * error).sum() / error.numel()))
        dy = 2 / error.numel() * error
        dz = dy @ W2.T * (1 - hidden**2)
        gradients = [x.T @ dz, dz.sum(0), hidden.T @ dy, dy.sum(0)]
        for i, g in enumerate(gradients):
            m[i] = 0.9 * m[i] + 0.1 * g
            v[i] = 0.999 * v[i] + 0.001 * g * g
            m_hat = m[i] / (1 - 0.9 ** (k + 1))
            v_hat = v[i] / (1 - 0.999 ** (k + 1))
            parameters[i] = parameters[i] - lr * m_hat / (torch.sqrt(v_hat) + 1e-8)
    return tuple(parameters), losses
