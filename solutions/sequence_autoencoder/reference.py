"""The sequence autoencoder: the reference solution."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

Cell = Callable[[Tensor, Tensor], Tensor]


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, 1)
    return both[:, :length], both[:, length:]


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - train.mean()) / train.std(correction=0)


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t : t + 1], h)
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
    gram, cross = A.T @ A, A.T @ B
    gram.diagonal().add_(ridge * len(X))
    best = torch.linalg.solve(gram, cross)
    _, vectors = torch.linalg.eigh(best.T @ cross)  # F.T G F, since G F = A.T B
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W


class Decoder(nn.Module):
    def __init__(self, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.first = nn.Linear(code_size, hidden_size)
        self.layer = nn.GRU(code_size + 1, hidden_size, batch_first=True)
        self.output = nn.Linear(hidden_size, 1)

    def forward(self, z: Tensor, steps: int) -> Tensor:
        clock = torch.linspace(-1, 1, steps).expand(len(z), steps)[:, :, None]
        inputs = torch.cat([z[:, None].expand(-1, steps, -1), clock], dim=2)
        states, _ = self.layer(inputs, torch.tanh(self.first(z))[None])
        return self.output(states)[:, :, 0]


class Forecaster(nn.Module):
    def __init__(self, horizon: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.horizon = horizon
        self.encoder = nn.GRU(1, hidden_size, batch_first=True)
        self.code = nn.Linear(hidden_size, code_size)
        self.past = Decoder(hidden_size, code_size)
        self.future = Decoder(hidden_size, code_size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = self.encoder(x[:, :, None])
        z = self.code(states[:, -1])
        return self.past(z, x.shape[1]).flip(1), self.future(z, self.horizon)


def train_forecaster(
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    code_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Forecaster(y.shape[1], hidden_size, code_size)
    optimizer = torch.optim.Adam(model.parameters())
    losses = []
    for k in range(steps):
        optimizer.param_groups[0]["lr"] = lr * (1 - 0.95 * k / steps)
        rows = torch.randint(len(x), (batch_size,))
        recon, pred = model(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
