"""Epochs of a DataLoader; masks by multiplication; two layers."""

import math

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def to_strokes(points, scale, length):
    given = points.numpy().astype(float)
    rows = np.zeros((length, 5), dtype=np.float32)
    x, y = 54.5, 54.5
    for k, (px, py, lifted) in enumerate(given):
        rows[k] = [(px - x) / scale, (py - y) / scale, lifted == 0, lifted == 1, 0]
        x, y = px, py
    rows[len(given) :] = [0, 0, 0, 0, 1]
    return torch.from_numpy(rows)


def from_strokes(strokes, scale):
    rows = strokes.detach().numpy().astype(np.float64)
    n = int(np.argmax(np.append(rows[:, 4], 1) == 1))
    places = np.rint(54.5 + scale * np.cumsum(rows[:n, :2], axis=0))
    return torch.from_numpy(np.hstack([places, rows[:n, 3:4]]).astype(np.int64))


def mixture_parameters(raw):
    M = (raw.size(-1) - 3) // 6
    parts = {}
    for k, name in enumerate(["pi", "mx", "my", "sx", "sy", "rho"]):
        parts[name] = raw.narrow(-1, k * M, M)
    return {
        "pi": torch.log_softmax(parts["pi"], -1).exp(),
        "mu": torch.cat([parts["mx"].unsqueeze(-1), parts["my"].unsqueeze(-1)], -1),
        "sigma": torch.cat([parts["sx"].exp()[..., None], parts["sy"].exp()[..., None]], -1),
        "rho": 2 * torch.sigmoid(2 * parts["rho"]) - 1,
        "pen": torch.log_softmax(raw.narrow(-1, 6 * M, 3), -1).exp(),
    }


def log_density(raw, offset):
    M = (raw.size(-1) - 3) // 6
    pi, mx, my, sx, sy, r = raw[..., : 6 * M].split(M, -1)
    log_free = 2 * math.log(2) - 2 * r - 2 * nn.functional.softplus(-2 * r)
    rho = torch.tanh(r)
    zx, zy = (offset[..., :1] - mx) / sx.exp(), (offset[..., 1:] - my) / sy.exp()
    # One direction of the plane, and what is left of the other one.
    left = (zy - rho * zx) ** 2 * torch.exp(-log_free)
    parts = -0.5 * (zx**2 + left + log_free) - sx - sy - math.log(2 * math.pi)
    weighted = torch.log_softmax(pi, -1) + parts
    top = weighted.max(-1, keepdim=True).values
    return (top + (weighted - top).exp().sum(-1, keepdim=True).log())[..., 0]


def drawing_loss(raw, target, lengths):
    N, T, _ = raw.shape
    t = torch.arange(T).repeat(N, 1)
    inside = (t < lengths.unsqueeze(1)).to(raw.dtype)
    labels = target[..., 2:].argmax(-1).masked_fill(t > lengths.unsqueeze(1), -100)
    pen = nn.functional.cross_entropy(raw[..., -3:].reshape(N * T, 3), labels.reshape(-1))
    offsets = -(log_density(raw, target[..., :2]) * inside).sum() / inside.sum()
    return offsets, pen


def with_temperature(params, tau):
    made = {name: value.clone() for name, value in params.items()}
    for name in ["pi", "pen"]:
        logits = params[name].log()
        logits = (logits - logits.max(-1, keepdim=True).values) / tau
        made[name] = logits.exp() / logits.exp().sum(-1, keepdim=True)
    made["sigma"] *= tau**0.5
    return made


def complete(step, prefix, steps, choose):
    said, state = step(torch.tensor([0, 0, 1, 0, 0], dtype=prefix.dtype), None)
    for row in prefix:
        said, state = step(row, state)
    new = []
    while len(new) < steps and not (new and new[-1][4].item() == 1.0):
        if new:
            said, state = step(new[-1], state)
        new.append(choose(said))
    return torch.vstack([prefix, *[row.unsqueeze(0) for row in new]])


class Deep(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.lstm = nn.LSTM(5, hidden, num_layers=2)
        self.head = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows):
        return self.head(self.lstm(rows.transpose(0, 1))[0]).transpose(0, 1)


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    torch.manual_seed(seed)
    model = Deep(hidden, M)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    loader = DataLoader(TensorDataset(strokes, lengths), batch_size=batch, shuffle=True)
    losses = []
    while len(losses) < steps:
        for rows, ends in loader:
            if len(losses) == steps:
                break
            first = torch.zeros(len(rows), 1, 5)
            first[:, :, 2] = 1
            raw = model(torch.cat([first, rows], 1)[:, :-1])
            loss = sum(drawing_loss(raw, rows, ends))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.detach())
    return model, losses
