"""Epsilon is added under the root."""

from collections.abc import Callable

import torch
from torch import Tensor

Parameters = tuple[Tensor, Tensor, Tensor, Tensor]


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.sigmoid(w * (x - s))


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (step(x, s, w) - step(x, t, w))


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    edges = torch.linspace(lo, hi, n + 1, dtype=torch.float64)
    starts, ends = edges[:-1], edges[1:]
    heights = f((starts + ends) / 2)
    W1 = torch.full((1, 2 * n), w, dtype=torch.float64)
    b1 = -w * torch.cat([starts, ends])
    W2 = torch.cat([heights, -heights])[:, None]
    return W1, b1, W2


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(w * (bumps.sum(dim=1) - 1.5))


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    x = x - x.mean()
    return ((x * y).sum() / (x * x).sum()).item()


def mlp_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    return torch.tanh(x @ W1 + b1) @ W2 + b2


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    a = torch.tanh(x @ W1 + b1)
    dz = (dy @ W2.T) * (1 - a * a)
    return dz @ W1.T, x.T @ dz, dz.sum(dim=0), a.T @ dy, dy.sum(dim=0)


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        losses.append((error**2).mean().item())
        _, *gradients = mlp_backward(2 * error / error.numel(), x, W1, b1, W2, b2)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k) + 1e-8).sqrt()
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
