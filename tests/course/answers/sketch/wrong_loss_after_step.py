# WRONG: the loss told is that after the step. Must lose points in: train_sketcher
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def to_strokes(points, scale, length):
    P = points.shape[0]
    out = torch.zeros((length, 5), dtype=torch.float32)
    px, py = 54.5, 54.5
    for i in range(P):
        x, y, lift = points[i].tolist()
        out[i, 0] = (x - px) / scale
        out[i, 1] = (y - py) / scale
        out[i, 3 if lift else 2] = 1.0
        px, py = x, y
    out[P:, 4] = 1.0
    return out


def from_strokes(strokes, scale):
    pts = []
    x = y = 54.5
    for dx, dy, p1, p2, p3 in strokes.tolist():
        if p3 == 1:
            break
        x += dx * scale
        y += dy * scale
        pts.append([round(x), round(y), int(p2 == 1)])
    if not pts:
        return torch.zeros((0, 3), dtype=torch.int64)
    return torch.tensor(pts, dtype=torch.int64)


def split(raw):
    M = (raw.shape[-1] - 3) // 6
    body = raw[..., : 6 * M].reshape(*raw.shape[:-1], 6, M)
    return body, raw[..., 6 * M :]


def mixture_parameters(raw):
    body, pen = split(raw)
    return {
        "pi": F.softmax(body[..., 0, :], dim=-1),
        "mu": body[..., 1:3, :].transpose(-1, -2),
        "sigma": torch.exp(body[..., 3:5, :]).transpose(-1, -2),
        "rho": torch.tanh(body[..., 5, :]),
        "pen": F.softmax(pen, dim=-1),
    }


def log_density(raw, target):
    body, _ = split(raw)
    p = mixture_parameters(raw)
    mu, rho = p["mu"], p["rho"]
    z = (target[..., None, :2] - mu) / p["sigma"]
    zx, zy = z[..., 0], z[..., 1]
    one = 1 - rho * rho
    q = zx * zx + zy * zy - 2 * rho * zx * zy
    logn = -q / (2 * one) - math.log(2 * math.pi) - body[..., 3, :] - body[..., 4, :] - 0.5 * torch.log(one)
    return torch.logsumexp(F.log_softmax(body[..., 0, :], -1) + logn, -1)


def drawing_loss(raw, target, lengths):
    off, pen, n_off, n_pen = 0.0, 0.0, 0, 0
    for i, n in enumerate(lengths.tolist()):
        off = off - log_density(raw[i, :n], target[i, :n]).sum()
        pen = pen + F.cross_entropy(split(raw[i, : n + 1])[1], target[i, : n + 1, 2:].argmax(-1), reduction="sum")
        n_off += n
        n_pen += n + 1
    return off / n_off, pen / n_pen


def with_temperature(params, tau):
    out = dict(params)
    for name in ("pi", "pen"):
        out[name] = F.softmax(torch.log(params[name]) / tau, dim=-1)
    out["sigma"] = params["sigma"] * tau ** 0.5
    return out


def complete(step, prefix, steps, choose):
    start = torch.zeros(5, dtype=prefix.dtype)
    start[2] = 1
    raw, state = step(start, None)
    out = prefix.clone()
    for row in prefix:
        raw, state = step(row, state)
    n = 0
    while n < steps:
        row = choose(raw)
        out = torch.cat([out, row.unsqueeze(0)])
        n += 1
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return out


def fast_loss(raw, target, lengths):
    T = raw.shape[1]
    r = torch.arange(T)[None]
    n = lengths[:, None]
    mask = (r < n).float()
    mask2 = (r <= n).float()
    off = -(log_density(raw, target) * mask).sum() / mask.sum()
    logp = F.log_softmax(split(raw)[1], -1)
    pen = -((logp * target[..., 2:]).sum(-1) * mask2).sum() / mask2.sum()
    return off + pen


class Model(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.rnn = nn.GRU(5, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows):
        h, _ = self.rnn(rows)
        return self.out(h)


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    torch.manual_seed(seed)
    model = Model(hidden, M)
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    start = torch.tensor([0.0, 0, 1, 0, 0])
    losses = []
    for _ in range(steps):
        idx = torch.randint(0, len(strokes), (batch,))
        y, n = strokes[idx], lengths[idx]
        x = torch.cat([start.repeat(batch, 1, 1), y[:, :-1]], 1)
        loss = fast_loss(model(x), y, n)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(fast_loss(model(x), y, n).item())
    return model, losses
