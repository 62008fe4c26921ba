"""Cells in loops, each output fed back, as in the exercises; loops over rows elsewhere."""

import torch
from torch import nn


def windows(series, length, horizon):
    n = len(series) - length - horizon + 1
    x = torch.stack([series[i : i + length] for i in range(n)])
    y = torch.stack([series[i + length : i + length + horizon] for i in range(n)])
    return x, y


def standardise(train, series):
    mean = train.sum() / len(train)
    variance = ((train - mean) ** 2).sum() / len(train)
    return (series - mean) / variance.sqrt()


def encode(x, cell, h0, Wz, bz):
    h = h0
    for column in x.split(1, dim=1):
        h = cell(column, h)
    return torch.addmm(bz, h, Wz)


def decode(z, steps, cell, Wh, bh, Wo, bo):
    h = (z @ Wh + bh).tanh()
    out = [torch.zeros(len(z), 1, dtype=z.dtype)]
    while len(out) <= steps:
        h = cell(out[-1], h)
        out.append(h @ Wo + bo)
    return torch.hstack(out[1:])


def reconstruct(x, encode, decode):
    backwards = decode(encode(x), x.size(1))
    return torch.stack([row[::1].flip(0) for row in backwards])


def sequence_loss(recon, x, pred, y, weight):
    past = ((recon - x) ** 2).sum() / x.numel()
    future = ((pred - y) ** 2).sum() / y.numel()
    return past * weight + future * (1 - weight)


def linear_forecaster(X, Y, K, ridge):
    n, T = X.shape
    A, B = X - X.mean(0), Y - Y.mean(0)
    # The augmented problem: ridge as further rows.
    A = torch.cat([A, (ridge * n) ** 0.5 * torch.eye(T, dtype=X.dtype)])
    B = torch.cat([B, torch.zeros(T, Y.shape[1], dtype=X.dtype)])
    F = torch.linalg.lstsq(A, B).solution
    _, _, Vh = torch.linalg.svd(A @ F, full_matrices=False)
    W = F @ Vh[:K].T @ Vh[:K]
    return W, Y.mean(0) - X.mean(0) @ W


class Model(nn.Module):
    def __init__(self, H, K, P):
        super().__init__()
        self.P = P
        self.reader = nn.GRUCell(1, H)
        self.to_code = nn.Linear(H, K)
        self.past = nn.GRUCell(1, H)
        self.past_first, self.past_out = nn.Linear(K, H), nn.Linear(H, 1)
        self.future = nn.GRUCell(1, H)
        self.future_first, self.future_out = nn.Linear(K, H), nn.Linear(H, 1)

    def write(self, z, steps, cell, first, out):
        h = torch.tanh(first(z))
        last = torch.zeros(len(z), 1)
        written = []
        for _ in range(steps):
            h = cell(last, h)
            last = out(h)
            written.append(last)
        return torch.cat(written, 1)

    def forward(self, x):
        h = None
        for t in range(x.shape[1]):
            h = self.reader(x[:, t : t + 1], h)
        z = self.to_code(h)
        recon = self.write(z, x.shape[1], self.past, self.past_first, self.past_out)
        pred = self.write(z, self.P, self.future, self.future_first, self.future_out)
        return recon.flip(1), pred


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Model(hidden_size, code_size, y.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - 0.95 * k / steps)
    losses = []
    for _ in range(steps):
        idx = torch.randint(0, x.shape[0], (batch_size,))
        optimizer.zero_grad()
        recon, pred = model(x[idx])
        loss = sequence_loss(recon, x[idx], pred, y[idx], 0.5)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return model, losses
