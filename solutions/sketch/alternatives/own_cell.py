"""A cell in a loop; own Adam, one step after the other; inverse matrices for the density."""

import math

import torch
from torch import nn

START = (0.0, 0.0, 1.0, 0.0, 0.0)


def to_strokes(points, scale, length):
    P = len(points)
    shifted = torch.cat([torch.full((1, 2), 54.5), points[:-1, :2].float()])
    offsets = (points[:, :2].float() - shifted) / scale
    up = points[:, 2:].float()
    rows = torch.cat([offsets, 1 - up, up, torch.zeros(P, 1)], dim=1)
    filler = torch.zeros(length - P, 5)
    filler[:, -1] = 1.0
    return torch.cat([rows, filler])


def from_strokes(strokes, scale):
    alive = torch.cumprod(1 - strokes[:, 4], 0).bool()
    rows = strokes[alive].to(torch.float64)
    places = torch.tril(torch.ones(len(rows), len(rows), dtype=torch.float64)) @ rows[:, :2]
    return torch.cat([torch.round(places * scale + 54.5), rows[:, 3:4]], 1).to(torch.int64)


def mixture_parameters(raw):
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = torch.tensor_split(raw, [k * M for k in range(1, 7)], dim=-1)
    return {
        "pi": nn.Softmax(-1)(pi),
        "mu": torch.stack((mx, my), -1),
        "sigma": torch.stack((torch.exp(sx), torch.exp(sy)), -1),
        "rho": nn.Tanh()(rho),
        "pen": nn.Softmax(-1)(pen),
    }


def drawing_loss(raw, target, lengths):
    M = (raw.shape[-1] - 3) // 6
    t = torch.arange(raw.shape[1])[None]
    real, counted = t < lengths[:, None], t <= lengths[:, None]
    # Only the rows that count, all drawings in one list.
    said, offset = raw[real], target[real][:, :2]
    mu = torch.stack([said[:, M : 2 * M], said[:, 2 * M : 3 * M]], -1)
    log_sigma = torch.stack([said[:, 3 * M : 4 * M], said[:, 4 * M : 5 * M]], -1)
    rho = said[:, 5 * M : 6 * M].tanh()
    ones = torch.ones_like(rho)
    inverse = torch.stack([torch.stack([ones, -rho], -1), torch.stack([-rho, ones], -1)], -2)
    inverse = inverse / (1 - rho**2)[..., None, None]
    z = (offset[:, None] - mu) * torch.exp(-log_sigma)
    square = torch.einsum("nki,nkij,nkj->nk", z, inverse, z)
    log_det = 2 * log_sigma.sum(-1) + torch.log1p(-(rho**2))
    logs = -(square + log_det) / 2 - math.log(2 * math.pi)
    mixed = torch.logsumexp(torch.log_softmax(said[:, :M], 1) + logs, 1)
    pens = nn.functional.cross_entropy(raw[counted][:, 6 * M :], target[counted][:, 2:])
    return -mixed.mean(), pens


def with_temperature(params, tau):
    def sharpened(p):
        return torch.exp(torch.log_softmax(torch.log(p) / tau, -1))

    return {
        "pen": sharpened(params["pen"]),
        "rho": params["rho"].clone(),
        "sigma": params["sigma"] * tau**0.5,
        "mu": params["mu"].clone(),
        "pi": sharpened(params["pi"]),
    }


def complete(step, prefix, steps, choose):
    return torch.stack(list(rows_of(step, prefix, steps, choose)) or [prefix.new_zeros(5)])[
        : None if len(prefix) + steps else 0
    ]


def rows_of(step, prefix, steps, choose):
    raw, state = step(torch.tensor(START).to(prefix), None)
    for row in prefix.unbind():
        raw, state = step(row, state)
        yield row
    for _ in range(steps):
        row = choose(raw)
        yield row
        if row.argmax() == 4 and row[4] == 1:
            return
        raw, state = step(row, state)


class Cells(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.cell = nn.GRUCell(5, hidden)
        self.first = nn.Parameter(torch.zeros(hidden))
        self.out = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows):
        h = self.first.expand(len(rows), -1)
        said = []
        for t in range(rows.shape[1]):
            h = self.cell(rows[:, t], h)
            said.append(self.out(h))
        return torch.stack(said, 1)


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    torch.manual_seed(seed)
    model = Cells(hidden, M)
    weights = list(model.parameters())
    m, v = [torch.zeros_like(w) for w in weights], [torch.zeros_like(w) for w in weights]
    generator = torch.Generator().manual_seed(seed + 1)
    losses = []
    for k in range(1, steps + 1):
        i = torch.randint(0, len(strokes), (batch,), generator=generator)
        seen = torch.cat([torch.tensor(START).expand(batch, 1, 5), strokes[i, :-1]], 1)
        loss = sum(drawing_loss(model(seen), strokes[i], lengths[i]))
        slopes = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            for w, g, a, b in zip(weights, slopes, m, v):
                a.lerp_(g, 0.1)
                b.lerp_(g * g, 0.001)
                w -= lr * a / (1 - 0.9**k) / ((b / (1 - 0.999**k)).sqrt() + 1e-8)
        losses.append(loss.item())
    return model, losses
