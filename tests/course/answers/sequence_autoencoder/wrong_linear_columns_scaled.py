# WRONG: eigenvalues sorted by size of the inputs, columns of X scaled to deviation 1 first. Must lose points in: linear_forecaster
from collections.abc import Callable

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
    s = X.std(0)
    A, B = (X - mean_x) / s, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T / s[:, None]
    return W, mean_y - mean_x @ W


class Forecaster(nn.Module):
    def __init__(self, horizon: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.horizon = horizon
        self.encoder = nn.GRU(1, hidden_size, batch_first=True)
        self.code = nn.Linear(hidden_size, code_size)
        self.first = nn.ModuleList(nn.Linear(code_size, hidden_size) for _ in range(2))
        self.decoders = nn.ModuleList(
            nn.GRU(code_size + 1, hidden_size, batch_first=True) for _ in range(2)
        )
        self.outputs = nn.ModuleList(nn.Linear(hidden_size, 1) for _ in range(2))

    def decode(self, z: Tensor, steps: int, which: int) -> Tensor:
        clock = torch.linspace(-1, 1, steps).expand(len(z), steps)[:, :, None]
        inputs = torch.cat([z[:, None].expand(-1, steps, -1), clock], dim=2)
        states, _ = self.decoders[which](inputs, torch.tanh(self.first[which](z))[None])
        return self.outputs[which](states)[:, :, 0]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = self.encoder(x[:, :, None])
        z = self.code(states[:, -1])
        return self.decode(z, x.shape[1], 0).flip(1), self.decode(z, self.horizon, 1)


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
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
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
