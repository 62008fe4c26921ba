"""Everything in float64, by the default dtype of torch; an LSTM; numpy elsewhere."""

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def windows(series, length, horizon):
    view = np.lib.stride_tricks.sliding_window_view(series.numpy(), length + horizon)
    return torch.tensor(view[:, :length].copy()), torch.tensor(view[:, length:].copy())


def standardise(train, series):
    a = train.numpy()
    return torch.from_numpy((series.numpy() - a.mean()) / a.std())


def encode(x, cell, h0, Wz, bz):
    state = h0
    for number in x.T:
        state = cell(number.unsqueeze(-1), state)
    return nn.functional.linear(state, Wz.T, bz)


def decode(z, steps, cell, Wh, bh, Wo, bo):
    state = torch.tanh(nn.functional.linear(z, Wh.T, bh))
    states = []
    number = torch.zeros(z.shape[0], 1)
    for _ in range(steps):
        state = cell(number, state)
        number = nn.functional.linear(state, Wo.T, bo)
        states.append(state)
    return (torch.stack(states, 1) @ Wo + bo).squeeze(-1)


def reconstruct(x, encode, decode):
    T = x.shape[1]
    return decode(encode(x), T)[:, torch.arange(T - 1, -1, -1)]


def sequence_loss(recon, x, pred, y, weight):
    mse = nn.functional.mse_loss
    return torch.lerp(mse(pred, y), mse(recon, x), weight)


def linear_forecaster(X, Y, K, ridge):
    X, Y = X.numpy(), Y.numpy()
    n, T = X.shape
    A, B = X - X.mean(0), Y - Y.mean(0)
    L = np.linalg.cholesky(A.T @ A + ridge * n * np.eye(T))
    U, s, Vt = np.linalg.svd(np.linalg.solve(L, A.T @ B), full_matrices=False)
    W = np.linalg.solve(L.T, (U[:, :K] * s[:K]) @ Vt[:K])
    return torch.tensor(W), torch.tensor(Y.mean(0) - X.mean(0) @ W)


class Autoencoder(nn.Module):
    """The code makes the first state, and its cell; a clock is what the decoders read."""

    def __init__(self, H, K, P):
        super().__init__()
        self.H, self.P = H, P
        self.encoder = nn.LSTM(1, H, batch_first=True)
        self.code = nn.Linear(H, K)
        self.first = nn.ModuleList([nn.Linear(K, 2 * H), nn.Linear(K, 2 * H)])
        self.decoders = nn.ModuleList([nn.LSTM(K + 2, H, batch_first=True) for _ in range(2)])
        self.heads = nn.ModuleList([nn.Linear(H, 1), nn.Linear(H, 1)])

    def write(self, z, steps, k):
        turn = torch.linspace(0, 2 * np.pi, steps).repeat(len(z), 1)
        inputs = torch.stack([turn.sin(), turn.cos()], 2)
        inputs = torch.cat([inputs, z.unsqueeze(1).repeat(1, steps, 1)], 2)
        h, c = self.first[k](z).unsqueeze(0).split(self.H, dim=2)
        states, _ = self.decoders[k](inputs, (torch.tanh(h), c.contiguous()))
        return self.heads[k](states).squeeze(-1)

    def forward(self, x):
        _, (h, _) = self.encoder(x.double().unsqueeze(-1))
        z = self.code(h[-1])
        return self.write(z, x.shape[1], 0).flip(1), self.write(z, self.P, 1)


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Autoencoder(hidden_size, code_size, y.shape[1])
    x, y = x.double(), y.double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, foreach=False)
    losses = []
    for k in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = lr * (1 - 0.95 * k / steps)
        rows = torch.multinomial(torch.ones(len(x)), batch_size, replacement=True)
        recon, pred = model(x[rows])
        loss = (
            sequence_loss(recon, x[rows], pred, y[rows], 1.0)
            + sequence_loss(recon, x[rows], pred, y[rows], 0.0)
        ) / 2
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
