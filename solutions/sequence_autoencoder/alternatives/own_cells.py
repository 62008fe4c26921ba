"""GRU cells written out, as functions; code and clock at every step; squares by hand."""

import torch
from torch import nn


def windows(series, length, horizon):
    x, y = [], []
    i = 0
    while i + length + horizon <= len(series):
        x.append(series[i : i + length].tolist())
        y.append(series[i + length : i + length + horizon].tolist())
        i += 1
    return torch.tensor(x, dtype=series.dtype), torch.tensor(y, dtype=series.dtype)


def standardise(train, series):
    return (series - torch.mean(train)) / torch.std(train, unbiased=False)


def encode(x, cell, h0, Wz, bz):
    hs = [h0]
    for t in range(x.shape[1]):
        hs.append(cell(x[:, t].reshape(-1, 1), hs[t]))
    return (hs[-1].unsqueeze(1) @ Wz).squeeze(1) + bz


def decode(z, steps, cell, Wh, bh, Wo, bo):
    answer = torch.empty(steps, len(z), 1, dtype=z.dtype)
    h, o = torch.tanh(z @ Wh + bh), 0 * z[:, :1]
    parts = []
    for _ in range(len(answer)):
        h = cell(o, h)
        o = (h * Wo.T).sum(dim=1, keepdim=True) + bo
        parts.append(o[:, 0])
    return torch.stack(parts).T


def reconstruct(x, encode, decode):
    z = encode(x)
    hours = decode(z, x.shape[-1]).unbind(1)
    return torch.stack(list(reversed(hours)), 1)


def sequence_loss(recon, x, pred, y, weight):
    e, f = (recon - x).flatten(), (pred - y).flatten()
    return weight * (e @ e) / len(e) + (1.0 - weight) * (f @ f) / len(f)


def linear_forecaster(X, Y, K, ridge):
    n, T = X.shape
    A, B = X - X.mean(0), Y - Y.mean(0)
    U, s, Vh = torch.linalg.svd(A, full_matrices=False)
    keep = s > 1e-12 * s[0]
    U, s, Vh = U[:, keep], s[keep], Vh[keep]
    F = Vh.T @ ((s / (s**2 + ridge * n))[:, None] * (U.T @ B))
    # F' G F, where G acts on the row space of A alone.
    half = torch.sqrt(s**2 + ridge * n)[:, None] * (Vh @ F)
    _, _, V = torch.linalg.svd(half, full_matrices=False)
    W = F @ V[:K].mT @ V[:K]
    return W, Y.mean(0) - X.mean(0) @ W


class Cell(nn.Module):
    def __init__(self, inputs, H):
        super().__init__()
        self.gates = nn.Linear(inputs + H, 2 * H)
        self.new_x, self.new_h = nn.Linear(inputs, H), nn.Linear(H, H)
        for weight in self.parameters():
            nn.init.uniform_(weight, -(H**-0.5), H**-0.5)

    def forward(self, x, h):
        r, u = torch.sigmoid(self.gates(torch.cat([x, h], 1))).chunk(2, 1)
        n = torch.tanh(self.new_x(x) + r * self.new_h(h))
        return (1 - u) * n + u * h


class Forecast(nn.Module):
    def __init__(self, H, K, P):
        super().__init__()
        self.H, self.P = H, P
        self.read = Cell(1, H)
        self.code = nn.Sequential(nn.Linear(H, K), nn.Tanh())
        self.cells = nn.ModuleList([Cell(K + 1, H), Cell(K + 1, H)])
        self.first = nn.ModuleList([nn.Linear(K, H), nn.Linear(K, H)])
        self.out = nn.ModuleList([nn.Linear(H, 1), nn.Linear(H, 1)])

    def write(self, z, steps, k):
        h = torch.tanh(self.first[k](z))
        numbers = []
        for t in range(steps):
            clock = torch.full_like(z[:, :1], t / steps)
            h = self.cells[k](torch.cat([z, clock], 1), h)
            numbers.append(self.out[k](h))
        return torch.cat(numbers, 1)

    def forward(self, x):
        h = x.new_zeros(len(x), self.H)
        for t in range(x.shape[1]):
            h = self.read(x[:, t, None], h)
        z = 2 * self.code(h)
        return self.write(z, x.shape[1], 0).flip(-1), self.write(z, self.P, 1)


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = Forecast(hidden_size, code_size, y.shape[1])
    adam = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for k in range(steps):
        adam.param_groups[0]["lr"] = lr - 0.95 * lr * k / steps
        pick = torch.randperm(len(x), generator=generator)[:batch_size]
        recon, pred = model(x[pick])
        loss = ((recon - x[pick]) ** 2).mean() / 2 + ((pred - y[pick]) ** 2).mean() / 2
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        losses.append(loss.item())
    return model, losses
