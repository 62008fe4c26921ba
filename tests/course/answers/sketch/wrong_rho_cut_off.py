# WRONG: correlations are cut off at 0.999 in the loss, for safety. Must lose points in: drawing_loss
import math
import numpy as np
import torch
from torch import nn


def to_strokes(points, scale, length):
    xy = points[:, :2].numpy().astype(np.float64) - 54.5
    P = len(xy)
    rows = np.zeros((length, 5))
    rows[:P, :2] = np.diff(np.concatenate([np.zeros((1, 2)), xy]), axis=0) / scale
    lifted = points[:, 2].numpy() > 0
    rows[np.arange(P), np.where(lifted, 3, 2)] = 1
    rows[P:, 4] = 1
    return torch.tensor(rows, dtype=torch.float32)


def from_strokes(strokes, scale):
    keep = torch.cumprod((strokes[:, 4] != 1).long(), 0).bool()
    rows = strokes[keep].to(torch.float64)
    places = torch.floor(torch.cumsum(rows[:, :2], 0) * scale + 54.5 + 0.5).to(torch.int64)
    return torch.cat([places, (rows[:, 3:4] > 0.5).to(torch.int64)], 1)


def cut(raw):
    M = (raw.shape[-1] - 3) // 6
    return [raw[..., i * M : (i + 1) * M] for i in range(6)] + [raw[..., 6 * M :]]


def mixture_parameters(raw):
    a, mx, my, sx, sy, r, pen = cut(raw)
    return {
        "pi": nn.functional.softmax(a, -1),
        "mu": torch.stack((mx, my), -1),
        "sigma": torch.exp(torch.stack((sx, sy), -1)),
        "rho": torch.tanh(r),
        "pen": nn.functional.softmax(pen, -1),
    }


def drawing_loss(raw, target, lengths):
    a, mx, my, sx, sy, r, pen = cut(raw)
    N, T = raw.shape[:2]
    rho = torch.tanh(r).clamp(-0.999, 0.999)
    # log(1 - tanh(r)^2) = -2 log cosh r
    log_free = torch.log(1 - rho**2)
    zx = (target[..., 0:1] - mx) / sx.exp()
    zy = (target[..., 1:2] - my) / sy.exp()
    # z'R^-1 z as a sum of two squares
    plus, minus = (zx + zy) ** 2 / (2 * (1 + rho)), (zx - zy) ** 2 / (2 * (1 - rho))
    log_n = -0.5 * (plus + minus) - sx - sy - 0.5 * log_free - math.log(2 * math.pi)
    ll = torch.logsumexp(torch.log_softmax(a, -1) + log_n, -1)
    idx = torch.arange(T).repeat(N, 1)
    is_point = idx < lengths.reshape(N, 1)
    is_told = idx <= lengths.reshape(N, 1)
    offset_loss = -ll.masked_select(is_point).mean()
    state = target[..., 2:].argmax(-1)
    pen_loss = nn.functional.nll_loss(torch.log_softmax(pen[is_told], -1), state[is_told])
    return offset_loss, pen_loss


def with_temperature(params, tau):
    def sharpen(p):
        return torch.softmax(torch.log(p) / tau, -1)

    return {
        "pi": sharpen(params["pi"]),
        "mu": params["mu"].clone(),
        "sigma": torch.sqrt(params["sigma"] ** 2 * tau),
        "rho": params["rho"].clone(),
        "pen": sharpen(params["pen"]),
    }


def complete(step, prefix, steps, choose):
    start = torch.zeros(1, 5, dtype=prefix.dtype)
    start[0, 2] = 1
    state, raw = None, None
    for row in torch.cat([start, prefix]):
        raw, state = step(row, state)
    out = [row for row in prefix]
    n = 0
    while n < steps:
        if n:
            raw, state = step(out[-1], state)
        out.append(choose(raw))
        n += 1
        if out[-1][4] == 1:
            break
    if not out:
        return torch.zeros(0, 5, dtype=prefix.dtype)
    return torch.stack(out)


class Reader(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.gru = nn.GRU(5, hidden, batch_first=True)
        self.h0 = nn.Parameter(0.1 * torch.randn(1, 1, hidden))
        self.head = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows):
        h, _ = self.gru(rows, self.h0.repeat(1, rows.shape[0], 1))
        return self.head(h)


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    torch.manual_seed(seed)
    model = Reader(hidden, M)
    opt = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.0)
    n = len(strokes)
    size = min(batch, n)
    losses = []
    while len(losses) < steps:
        order = torch.randperm(n)
        for k in range(n // size):
            if len(losses) == steps:
                break
            i = order[k * size : (k + 1) * size]
            t = strokes[i]
            x = torch.cat([torch.tensor([[[0, 0, 1, 0, 0.0]]]).repeat(len(i), 1, 1), t[:, :-1]], 1)
            a, b = drawing_loss(model(x), t, lengths[i])
            loss = a + b
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            losses.append(float(loss))
    return model, losses
