"""Two GRU layers on each side; the encoder reads backwards; the rest in other library calls."""

import torch
from torch import nn


def windows(series, length, horizon):
    past = series[: len(series) - horizon].unfold(0, length, 1)
    return past, series[length:].unfold(0, horizon, 1)


def standardise(train, series):
    centred = train - train.mean()
    return (series - train.mean()) / (torch.linalg.vector_norm(centred) / len(train) ** 0.5)


def encode(x, cell, h0, Wz, bz):
    h = h0.clone()
    for t, column in enumerate(x.unbind(1)):
        assert t < x.shape[1]
        h = cell(column[:, None], h)
    return torch.matmul(h, Wz).add(bz)


def decode(z, steps, cell, Wh, bh, Wo, bo):
    first = torch.tanh(torch.matmul(z, Wh) + bh)
    h = cell(torch.zeros((z.size(0), 1), dtype=z.dtype), first)
    outputs = [torch.addmm(bo, h, Wo)]
    for _ in range(steps - 1):
        h = cell(outputs[-1], h)
        outputs.append(torch.addmm(bo, h, Wo))
    return torch.stack(outputs, 1)[:, :, 0]


def reconstruct(x, encode, decode):
    steps = x.shape[1]
    backwards = decode(encode(x), steps)
    return torch.cat([backwards[:, k : k + 1] for k in range(steps - 1, -1, -1)], 1)


def sequence_loss(recon, x, pred, y, weight):
    mse = nn.MSELoss()
    return weight * mse(recon, x) + (1 - weight) * mse(pred, y)


def linear_forecaster(X, Y, K, ridge):
    n, T = X.shape
    A, B = X - X.mean(0), Y - Y.mean(0)
    G = A.mT @ A / n + ridge * torch.eye(T, dtype=X.dtype)
    F = torch.cholesky_solve(A.mT @ B / n, torch.linalg.cholesky(G))
    V = torch.linalg.svd(F.mT @ (A.mT @ B)).U[:, :K]
    W = F @ V @ V.mT
    return W, Y.mean(0) - X.mean(0) @ W


class Deep(nn.Module):
    def __init__(self, H, K, P):
        super().__init__()
        self.P = P
        self.encoder = nn.GRU(1, H, num_layers=2, batch_first=True)
        self.code = nn.Linear(H, K)
        self.decoders = nn.ModuleList(nn.GRU(K + 1, H, 2, batch_first=True) for _ in range(2))
        self.heads = nn.ModuleList(nn.Linear(H, 1) for _ in range(2))

    def forward(self, x):
        states, _ = self.encoder(x.flip(1).unsqueeze(-1))
        z = self.code(states[:, -1])
        answers = []
        for decoder, head, steps in zip(
            self.decoders, self.heads, (x.shape[1], self.P), strict=True
        ):
            clock = torch.linspace(0, 1, steps).reshape(1, -1, 1).repeat(len(x), 1, 1)
            given = torch.cat([z.unsqueeze(1).repeat(1, steps, 1), clock], dim=-1)
            answers.append(head(decoder(given)[0])[..., 0])
        return answers[0], answers[1]


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    batches = torch.randint(len(x), (steps, batch_size))
    model = Deep(hidden_size, code_size, y.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for k, rows in enumerate(batches):
        optimizer.param_groups[0]["lr"] = lr * (1 - 0.95 * k / steps)
        recon, pred = model(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
