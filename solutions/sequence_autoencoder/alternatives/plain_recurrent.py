"""Plain recurrent decoders that are fed the code, behind a GRU; double loops elsewhere."""

import torch
from torch import nn


def windows(series, length, horizon):
    n = len(series) - length - horizon + 1
    x, y = torch.zeros(n, length, dtype=series.dtype), torch.zeros(n, horizon, dtype=series.dtype)
    for i in range(n):
        for j in range(length):
            x[i, j] = series[i + j]
        for j in range(horizon):
            y[i, j] = series[i + length + j]
    return x, y


def standardise(train, series):
    mean = float(train.mean())
    deviation = float(((train - mean) ** 2).mean()) ** 0.5
    return (series - mean) / deviation


def encode(x, cell, h0, Wz, bz):
    for t in range(len(x[0])):
        h0 = cell(x[:, t].view(len(x), 1), h0)
    return h0 @ Wz + bz


def decode(z, steps, cell, Wh, bh, Wo, bo):
    h, o, y = torch.tanh(z @ Wh + bh), z.new_zeros((z.shape[0], 1)), z.new_empty((z.shape[0], 0))
    for _ in range(steps):
        h = cell(o, h)
        o = h @ Wo + bo
        y = torch.cat((y, o), dim=1)
    return y


def reconstruct(x, encode, decode):
    return decode(encode(x), x.shape[1]).flip(dims=(-1,))


def sequence_loss(recon, x, pred, y, weight):
    return weight * torch.mean((x - recon) ** 2) + (1 - weight) * torch.mean((y - pred) ** 2)


def linear_forecaster(X, Y, K, ridge):
    n, T = X.shape
    mx, my = X.mean(0), Y.mean(0)
    G = (X - mx).T @ (X - mx) + ridge * n * torch.eye(T, dtype=X.dtype)
    C = (X - mx).T @ (Y - my)
    # G^(-1/2) C, cut to K singular values.
    values, Q = torch.linalg.eigh(G)
    root = Q @ torch.diag(values.rsqrt()) @ Q.T
    U, s, Vh = torch.linalg.svd(root @ C, full_matrices=False)
    W = root @ U[:, :K] @ torch.diag(s[:K]) @ Vh[:K]
    return W, my - mx @ W


class Plain(nn.Module):
    def __init__(self, H, K, P):
        super().__init__()
        self.P = P
        self.encoder = nn.GRU(1, H, batch_first=True)
        self.code = nn.Linear(H, K)
        self.first = nn.Linear(K, 2 * H)
        self.past = nn.RNN(K, H, batch_first=True)
        self.future = nn.RNN(K, H, batch_first=True)
        self.out = nn.Linear(H, 1)

    def forward(self, x):
        _, h = self.encoder(x[:, :, None])
        z = self.code(h[0])
        a, b = torch.tanh(self.first(z)).chunk(2, dim=1)
        T = x.shape[1]
        past, _ = self.past(z[:, None, :].repeat(1, T, 1), a[None].contiguous())
        future, _ = self.future(z[:, None, :].repeat(1, self.P, 1), b[None].contiguous())
        return self.out(past)[:, :, 0].flip(1), self.out(future)[:, :, 0]


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Plain(hidden_size, code_size, y.shape[1])
    parameters = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.Adam(parameters, lr=lr, betas=(0.9, 0.999))
    losses = []
    for step in range(steps):
        rate = lr * (1 - 0.95 * step / steps)
        for group in optimizer.param_groups:
            group.update(lr=rate)
        i = torch.randint(high=len(x), size=(batch_size,))
        recon, pred = model(x[i])
        loss = sequence_loss(recon, x[i], pred, y[i], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
