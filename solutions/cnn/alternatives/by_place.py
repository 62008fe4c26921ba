"""Loops over the places of the output, one window after the other."""

import math

import torch
from torch import nn


def output_size(size, kernel, stride=1, padding=0):
    places = 0
    rest = size + 2 * padding - kernel
    places += rest // stride
    return places + 1


def _padded(x, padding):
    N, C, H, W = x.shape
    larger = torch.zeros(N, C, H + 2 * padding, W + 2 * padding, dtype=x.dtype)
    larger[:, :, padding : padding + H, padding : padding + W] = x
    return larger


def conv2d(x, w, b, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = output_size(H, KH, stride, padding), output_size(W, KW, stride, padding)
    xp = _padded(x, padding)
    rows = []
    for i in range(OH):
        row = []
        for j in range(OW):
            window = xp[:, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
            row.append(window.reshape(N, -1) @ w.reshape(F, -1).T + b)
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    xp = _padded(x, padding)
    dxp, dw, db = torch.zeros_like(xp), torch.zeros_like(w), torch.zeros_like(w[:, 0, 0, 0])
    for n in range(N):
        for i in range(dy.shape[2]):
            for j in range(dy.shape[3]):
                top, left = i * stride, j * stride
                for f in range(F):
                    g = dy[n, f, i, j]
                    dw[f] += g * xp[n, :, top : top + KH, left : left + KW]
                    dxp[n, :, top : top + KH, left : left + KW] += g * w[f]
                    db[f] += g
    return dxp[:, :, padding : H + padding, padding : W + padding].clone(), dw, db


def max_pool2d(x, size, stride):
    N, C, H, W = x.shape
    OH, OW = output_size(H, size, stride), output_size(W, size, stride)
    y = torch.full((N, C, OH, OW), -math.inf, dtype=x.dtype)
    for i in range(OH):
        for j in range(OW):
            window = x[:, :, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, :, i, j] = window.amax((2, 3))
    return y


def max_pool2d_backward(dy, x, size, stride):
    dx = torch.zeros_like(x)
    N, C, OH, OW = dy.shape
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    best, where = -math.inf, None
                    for k in range(size):
                        for m in range(size):
                            value = x[n, c, i * stride + k, j * stride + m].item()
                            if value > best:
                                best, where = value, (i * stride + k, j * stride + m)
                    dx[n, c, where[0], where[1]] += dy[n, c, i, j]
    return dx


def conv_transpose2d(y, w, stride=1, padding=0, output_padding=0):
    N, F, OH, OW = y.shape
    _, C, KH, KW = w.shape
    x = torch.zeros(
        N,
        C,
        (OH - 1) * stride + KH - 2 * padding + output_padding,
        (OW - 1) * stride + KW - 2 * padding + output_padding,
        dtype=y.dtype,
    )
    for i in range(OH):
        for j in range(OW):
            for k in range(KH):
                for m in range(KW):
                    r, c = i * stride + k - padding, j * stride + m - padding
                    if 0 <= r < x.shape[2] and 0 <= c < x.shape[3]:
                        x[:, :, r, c] += y[:, :, i, j] @ w[:, :, k, m]
    return x


def receptive_field(layers):
    jumps = [1]
    for _, stride, _ in layers:
        jumps.append(jumps[-1] * stride)
    size = 1 + sum((layer[0] - 1) * jump for layer, jump in zip(layers, jumps))
    start = -sum(layer[2] * jump for layer, jump in zip(layers, jumps))
    return (size, jumps[-1], start)


def cnn_forward(x, w, b, V, c):
    y = torch.relu(conv2d(x, w, b))
    return y.amax(3).amax(2) @ V + c


def train_cnn(x, y, parameters, steps, batch_size, lr, seed):
    rng = torch.Generator()
    rng.manual_seed(seed)
    parameters = [nn.Parameter(torch.clone(each)) for each in parameters]
    optimizer = torch.optim.Adam(parameters, lr=lr)
    losses = []
    waiting = torch.randperm(len(x), generator=rng)
    for _ in range(steps):
        if len(waiting) < batch_size:
            waiting = torch.randperm(len(x), generator=rng)
        rows, waiting = waiting[:batch_size], waiting[batch_size:]
        log_p = torch.log_softmax(cnn_forward(x[rows], *parameters), dim=1)
        loss = -log_p[torch.arange(len(rows)), y[rows]].mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in parameters], losses
