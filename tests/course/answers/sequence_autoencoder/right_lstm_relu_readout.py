# RIGHT: LSTMs with ReLU read-outs, no clipping, a scheduler, losses that are tensors
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
    A, B = X - mean_x, Y - mean_y
    gram = A.T @ A + ridge * len(X) * torch.eye(X.shape[1], dtype=X.dtype)
    best = torch.linalg.solve(gram, A.T @ B)
    _, vectors = torch.linalg.eigh(best.T @ gram @ best)
    kept = vectors[:, -K:]
    W = best @ kept @ kept.T
    return W, mean_y - mean_x @ W


class Decoder(nn.Module):
    def __init__(self, H, K):
        super().__init__()
        self.start = nn.Linear(K, 2 * H)
        self.lstm = nn.LSTM(K + 1, H, batch_first=True)
        self.read = nn.Sequential(nn.Linear(H, 2 * H), nn.ReLU(), nn.Linear(2 * H, 1))

    def forward(self, z, steps):
        h, c = torch.tanh(self.start(z)).chunk(2, dim=1)
        clock = torch.linspace(-1, 1, steps).reshape(1, steps, 1).expand(len(z), -1, -1)
        given = torch.cat([z.unsqueeze(1).expand(-1, steps, -1), clock], 2)
        states, _ = self.lstm(given, (h[None].contiguous(), c[None].contiguous()))
        return self.read(states).squeeze(2)


class Net(nn.Module):
    def __init__(self, H, K, P):
        super().__init__()
        self.P = P
        self.encoder = nn.LSTM(1, H, batch_first=True)
        self.code = nn.Linear(H, K)
        self.past, self.future = Decoder(H, K), Decoder(H, K)

    def forward(self, x):
        _, (h, _) = self.encoder(x.unsqueeze(2))
        z = self.code(h[0])
        return torch.flip(self.past(z, x.shape[1]), [1]), self.future(z, self.P)


def train_forecaster(x, y, hidden_size, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    net = Net(hidden_size, code_size, y.shape[1])
    adam = torch.optim.Adam(net.parameters(), lr=lr)
    falling = torch.optim.lr_scheduler.LambdaLR(adam, lambda k: 1 - 0.95 * k / steps)
    losses = []
    for _ in range(steps):
        i = torch.randint(0, x.shape[0], (batch_size,))
        recon, pred = net(x[i])
        loss = sequence_loss(recon, x[i], pred, y[i], 0.5)
        adam.zero_grad()
        loss.backward()
        adam.step()
        falling.step()
        losses.append(loss.detach())
    return net, losses
