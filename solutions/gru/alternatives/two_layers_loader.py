"""Two layers of GRU, the second read out; minibatches from a DataLoader; no clipping."""

import math

import torch
from torch import Tensor, nn


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=1)


def gru_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    N, T, D = x.shape
    H = h0.shape[1]

    # Forward, keeping what the way back needs.
    h = h0
    steps = []
    for t in range(T):
        xr, xz, xn = (x[:, t] @ Wx + bx).split(H, dim=1)
        hr, hz, hn = (h @ Wh + bh).split(H, dim=1)
        r = torch.sigmoid(xr + hr)
        z = torch.sigmoid(xz + hz)
        n = torch.tanh(xn + r * hn)
        steps.append((h, r, z, n, hn))
        h = (1 - z) * n + z * h

    dx = torch.zeros_like(x)
    dWx, dWh = torch.zeros_like(Wx), torch.zeros_like(Wh)
    dbx, dbh = torch.zeros_like(bx), torch.zeros_like(bh)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        h, r, z, n, hn = steps[t]
        dh = dh + dhs[:, t]
        # Derivatives with respect to what goes into each activation.
        dn = dh * (1 - z) * (1 - n * n)
        dz = dh * (h - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        # The two sides of the sums differ in the candidate alone: there r stands before h Whn.
        dax = torch.cat([dr, dz, dn], dim=1)
        dah = torch.cat([dr, dz, dn * r], dim=1)
        dx[:, t] = dax @ Wx.T
        dWx += x[:, t].T @ dax
        dWh += h.T @ dah
        dbx += dax.sum(dim=0)
        dbh += dah.sum(dim=0)
        dh = dh * z + dah @ Wh.T
    return dx, dh, dWx, dWh, dbx, dbh


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.Parameter(torch.empty(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.empty(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size))
        bound = 1 / math.sqrt(hidden_size)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.lower, self.upper = GRU(2, hidden_size), GRU(hidden_size, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        _, h_last = self.upper(self.lower(x)[0])
        return self.readout(h_last)[:, 0]


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    sampler = torch.utils.data.RandomSampler(x, replacement=True, num_samples=steps * batch_size)
    pairs = torch.utils.data.TensorDataset(x, y)
    losses = []
    for inputs, targets in torch.utils.data.DataLoader(pairs, batch_size, sampler=sampler):
        loss = nn.functional.mse_loss(model(inputs), targets)
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return model, losses
