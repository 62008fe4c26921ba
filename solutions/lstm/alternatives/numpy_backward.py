"""The way back in NumPy; layers in a module each; epochs in place of draws."""

import math

import numpy as np
import torch
from torch import Tensor, nn


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    h, c = h0, c0
    hs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        h_next, c_next = lstm_step(x_t, h, c, Wx, Wh, b)
        if lengths is None:
            h, c = h_next, c_next
            hs.append(h)
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c


def sigmoid(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    dhs, x, h, c, Wx, Wh, b = (each.detach().numpy() for each in (dhs, x, h0, c0, Wx, Wh, b))
    steps = []
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ Wx + h @ Wh + b, 4, axis=1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        steps.append({"x": x[:, t], "h": h, "c": c, "gates": (i, f, g, o)})
        c = f * c + i * g
        steps[-1]["u"] = np.tanh(c)
        h = o * steps[-1]["u"]

    dx = np.empty_like(x)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    dh, dc = np.zeros_like(h), np.zeros_like(c)
    for t, step in reversed(list(enumerate(steps))):
        (i, f, g, o), u = step["gates"], step["u"]
        dh = dh + dhs[:, t]
        dc = dc + dh * o * (1 - u**2)
        parts = [dc * g, dc * step["c"], dc * i, dh * u]
        slopes = [i * (1 - i), f * (1 - f), 1 - g**2, o * (1 - o)]
        da = np.concatenate([p * s for p, s in zip(parts, slopes, strict=True)], axis=1)
        dx[:, t] = da @ Wx.T
        dWx += step["x"].T @ da
        dWh += step["h"].T @ da
        db += da.sum(axis=0)
        dh, dc = da @ Wh.T, dc * f
    return tuple(torch.from_numpy(each) for each in (dx, dh, dc, dWx, dWh, db))


class LSTM(nn.Module):
    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.ParameterList()
        self.Wh = nn.ParameterList()
        self.b = nn.ParameterList()
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            size = hidden_size if k else input_size
            self.Wx.append(torch.empty(size, 4 * hidden_size).uniform_(-bound, bound))
            self.Wh.append(torch.empty(hidden_size, 4 * hidden_size).uniform_(-bound, bound))
            bias = torch.zeros(4 * hidden_size)
            bias[hidden_size : 2 * hidden_size] = forget_bias
            self.b.append(bias)

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        zeros = x.new_zeros(x.shape[0], self.hidden_size)
        h_last, c_last = [], []
        hs = x
        for Wx, Wh, b in zip(self.Wx, self.Wh, self.b, strict=True):
            hs, h, c = lstm_forward(hs, zeros, zeros, Wx, Wh, b, lengths)
            h_last.append(h)
            c_last.append(c)
        return hs, torch.stack(h_last), torch.stack(c_last)


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
    def __init__(self, hidden_size: int, forget_bias: float) -> None:
        super().__init__()
        self.lstm = LSTM(2, hidden_size, forget_bias=forget_bias)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        _, h_last, _ = self.lstm(x)
        return self.readout(h_last[-1])[:, 0]


def train_adding(
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    forget_bias: float,
    max_steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    goal: float,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size, forget_bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    order = torch.randperm(len(x))
    for _ in range(max_steps):
        if len(order) < min(batch_size, len(x)):
            order = torch.randperm(len(x))
        batch, order = order[:batch_size], order[batch_size:]
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
