# WRONG: losses are tensors. Must lose points in: train_many_to_one
import math

import torch
import torch.nn.functional as F
from torch import nn


def rnn_step(x, h, Wx, Wh, b):
    return torch.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x, h0, Wx, Wh, b):
    h, out = h0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, Wx, Wh, b)
        out.append(h)
    return torch.stack(out, 1)


def clip_grad_norm(grads, c):
    norm = torch.sqrt(sum((g**2).sum() for g in grads))
    scale = c / norm if norm > c else 1.0
    return [g * scale for g in grads], norm


def _train(x, y, params, lr, steps, max_norm, logits):
    params = [p.detach().clone().requires_grad_() for p in params]
    optimizer = torch.optim.Adam(params, lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        z = logits(params)
        loss = F.cross_entropy(z.reshape(-1, z.shape[-1]), y.reshape(-1))
        loss.backward()
        if max_norm is not None:
            clipped, _ = clip_grad_norm([p.grad for p in params], max_norm)
            for p, g in zip(params, clipped):
                p.grad = g
        optimizer.step()
        losses.append(loss.detach())
    return tuple(p.detach() for p in params), losses


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    def logits(p):
        h0 = x.new_zeros(len(x), p[1].shape[0])
        return rnn_forward(x, h0, *p[:3])[:, -1] @ p[3] + p[4]

    return _train(x, y, params, lr, steps, max_norm, logits)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    def logits(p):
        h0 = x.new_zeros(len(x), p[1].shape[0])
        return rnn_forward(x, h0, *p[:3]) @ p[3] + p[4]

    return _train(x, y, params, lr, steps, max_norm, logits)
