# WRONG: truncated backpropagation, the state is detached every two rows. Must lose points in: train_sketcher
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


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
        state, outs = None, []
        for t in range(0, rows.shape[1], 2):
            h, state = self.rnn(rows[:, t : t + 2], state)
            state = state.detach()
            outs.append(h)
        return self.out(torch.cat(outs, 1))


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
        losses.append(loss.item())
    return model, losses
