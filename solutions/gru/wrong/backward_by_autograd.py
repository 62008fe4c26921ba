"""gru_backward asks PyTorch for the gradients."""

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
    inputs = [each.detach().requires_grad_() for each in (x, h0, Wx, Wh, bx, bh)]
    with torch.enable_grad():
        hs = gru_forward(*inputs)
    return torch.autograd.grad(hs, inputs, dhs)


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
        self.gru = GRU(2, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        _, h_last = self.gru(x)
        return self.readout(h_last)[:, 0]


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
