# RIGHT: cells that write differences from the last output, Adam by hand, rows drawn by NumPy
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

Cell = Callable[[Tensor, Tensor], Tensor]


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, 1).clone()
    return both[:, :length], both[:, length:]


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - train.mean()) / train.std(correction=0)


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h)
    return h @ Wz + bz


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x), x.shape[1]).flip(1)


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().mean(), (pred - y).square().mean()
    return weight * past + (1 - weight) * future


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    mean_x, mean_y = X.mean(dim=0), Y.mean(dim=0)
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W


class Net(nn.Module):
    """One GRU cell for the past, one for the future; orthogonal; each writes differences."""

    def __init__(self, H, K, P):
        super().__init__()
        self.H, self.P = H, P
        self.reader = nn.GRUCell(1, H)
        self.code = nn.Linear(H, K)
        self.start = nn.Sequential(nn.Linear(K, H), nn.LayerNorm(H), nn.Tanh())
        self.writers = nn.ModuleList([nn.GRUCell(1 + K, H), nn.GRUCell(1 + K, H)])
        self.read = nn.Linear(H, 1)
        for cell in [self.reader, *self.writers]:
            nn.init.orthogonal_(cell.weight_hh)
        nn.init.zeros_(self.read.bias)

    def write(self, z, steps, cell):
        h, o, all_ = self.start(z), z.new_zeros(len(z), 1), []
        for _ in range(steps):
            h = cell(torch.cat([o, z], dim=1), h)
            o = o + self.read(h)
            all_.append(o)
        return torch.cat(all_, 1)

    def forward(self, x):
        h = x.new_zeros(len(x), self.H)
        for column in x.split(1, dim=1):
            h = self.reader(column, h)
        z = self.code(h)
        return self.write(z, x.shape[1], self.writers[0]).flip(1), self.write(z, self.P, self.writers[1])


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        net = Net(hidden_size, code_size, y.shape[1])
    source = np.random.default_rng(seed)
    weights = list(net.parameters())
    m, v = [torch.zeros_like(w) for w in weights], [torch.zeros_like(w) for w in weights]
    losses = []
    for k in range(steps):
        rows = torch.from_numpy(source.choice(len(x), size=batch_size))
        recon, pred = net(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        slopes = torch.autograd.grad(loss, weights)
        norm = sum(float((g**2).sum()) for g in slopes) ** 0.5
        rate = lr * (1 - 0.95 * k / steps)
        with torch.no_grad():
            for w, g, a, b in zip(weights, slopes, m, v):
                g = g / max(1.0, norm)
                a.mul_(0.9).add_(0.1 * g)
                b.mul_(0.999).add_(0.001 * g * g)
                w -= rate * (a / (1 - 0.9 ** (k + 1))) / ((b / (1 - 0.999 ** (k + 1))).sqrt() + 1e-8)
        losses.append(float(loss.detach()))
    return net, losses
