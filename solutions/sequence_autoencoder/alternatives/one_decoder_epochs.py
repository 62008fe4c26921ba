"""One decoder writes past and future in one go, forwards; minibatches of shuffled epochs."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812 -- its usual name


def windows(series, length, horizon):
    n = series.numel() - length - horizon + 1
    start = torch.arange(n)[:, None]
    return series[start + torch.arange(length)], series[start + length + torch.arange(horizon)]


def standardise(train, series):
    variance, mean = torch.var_mean(train, correction=0)
    return (series - mean) * variance.rsqrt()


def encode(x, cell, h0, Wz, bz):
    if x.shape[1] == 0:
        return h0 @ Wz + bz
    return encode(x[:, 1:], cell, cell(x[:, :1], h0), Wz, bz)


def decode(z, steps, cell, Wh, bh, Wo, bo):
    def write(output, h, left):
        if left == 0:
            return []
        h = cell(output, h)
        output = torch.einsum("nh,ho->no", h, Wo) + bo
        return [output, *write(output, h, left - 1)]

    outputs = write(
        torch.zeros_like(z[:, :1]), torch.tanh(torch.einsum("nk,kh->nh", z, Wh) + bh), steps
    )
    return torch.cat(outputs, -1)


def reconstruct(x, encode, decode):
    return torch.fliplr(decode(encode(x), len(x[0])))


def sequence_loss(recon, x, pred, y, weight):
    per_row = weight * (recon - x).pow(2).mean(1) + (1 - weight) * (pred - y).pow(2).mean(1)
    return per_row.mean()


def linear_forecaster(X, Y, K, ridge):
    n = X.shape[0]
    mx, my = X.mean(0, keepdim=True), Y.mean(0, keepdim=True)
    C = (X - mx).T @ (Y - my)
    G = (X - mx).T @ (X - mx)
    G.diagonal().add_(n * ridge)
    Ginv = torch.linalg.inv(G)
    values, V = torch.linalg.eigh(C.T @ Ginv @ C)
    V = V[:, values.argsort(descending=True)[:K]]
    W = Ginv @ C @ V @ V.T
    return W, (my - mx @ W).flatten()


class Net(nn.Module):
    def __init__(self, hidden, code, P):
        super().__init__()
        self.P = P
        self.enc = nn.GRU(1, hidden, num_layers=1, batch_first=True)
        self.squeeze = nn.Linear(hidden, code)
        self.widen = nn.Linear(code, hidden)
        self.dec = nn.GRU(code + 2, hidden, batch_first=True)
        self.read = nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 1))

    def forward(self, x):
        N, T = x.shape
        z = self.squeeze(self.enc(x[..., None])[0][:, -1, :])
        t = torch.arange(-T, self.P, dtype=x.dtype)
        clock = torch.stack([t / 12, (t >= 0).to(x.dtype)], 1).expand(N, T + self.P, 2)
        inputs = torch.cat([z[:, None, :].expand(N, T + self.P, z.shape[1]), clock], 2)
        states, _ = self.dec(inputs, torch.tanh(self.widen(z)).unsqueeze(0))
        both = self.read(states).squeeze(2)
        return both[:, :T], both[:, T:]


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = Net(hidden_size, code_size, y.shape[1])
    optimizer = torch.optim.Adam(net.parameters(), lr)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=steps)
    rows = math.ceil(steps * batch_size / len(x)) + 1
    order = torch.cat([torch.randperm(len(x), generator=generator) for _ in range(rows)])
    losses = []
    for k in range(steps):
        batch = order[k * batch_size : (k + 1) * batch_size]
        recon, pred = net(x[batch])
        loss = 0.5 * F.mse_loss(recon, x[batch]) + 0.5 * F.mse_loss(pred, y[batch])
        net.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimizer.step()
        schedule.step()
        losses.append(loss.detach().item())
    return net, losses
