"""One matrix for input, state and bias; the sequence by recursion."""

import math

import torch
from torch import Tensor, nn


def with_one(x, h):
    return torch.cat([x, h, x.new_ones(len(x), 1)], dim=1)


def gates(x, h, W):
    H = h.shape[1]
    a = with_one(x, h) @ W
    s = torch.sigmoid(a)
    return s[:, :H], s[:, H : 2 * H], torch.tanh(a[:, 2 * H : 3 * H]), s[:, 3 * H :]


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = gates(x, h, torch.cat([Wx, Wh, b[None]]))
    c_next = torch.addcmul(f * c, i, g)
    return torch.tanh(c_next) * o, c_next


def lstm_forward(x, h0, c0, Wx, Wh, b, lengths=None):
    states = [(h0, c0)]
    for t in range(x.shape[1]):
        states.append(lstm_step(x[:, t], *states[-1], Wx, Wh, b))
    hs = torch.stack([h for h, _ in states], dim=1)
    cs = torch.stack([c for _, c in states], dim=1)
    if lengths is None:
        return hs[:, 1:], hs[:, -1], cs[:, -1]
    rows = torch.arange(len(x))
    past = torch.arange(x.shape[1])[None, :] >= lengths[:, None]
    outputs = hs[:, 1:].masked_fill(past[:, :, None], 0)
    return outputs, hs[rows, lengths], cs[rows, lengths]


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    (N, T, D), H = x.shape, h0.shape[1]
    W = torch.cat([Wx, Wh, b[None]])
    dW, dx = torch.zeros_like(W), torch.zeros_like(x)

    def go(t, h, c):
        """Runs steps t, t + 1, … and back again; returns the gradients of the states before t."""
        if t == T:
            return torch.zeros_like(h), torch.zeros_like(c)
        i, f, g, o = gates(x[:, t], h, W)
        c_next = f * c + i * g
        u = torch.tanh(c_next)
        dh, dc = go(t + 1, o * u, c_next)
        dh = dh + dhs[:, t]
        dc = dc + dh * o * (1 - u) * (1 + u)
        delta = torch.cat(
            [
                dc * g * (i - i * i),
                dc * c * (f - f * f),
                dc * i * (1 - g * g),
                dh * u * (o - o * o),
            ],
            dim=1,
        )
        dW.add_(with_one(x[:, t], h).T @ delta)
        inputs = delta @ W.T
        dx[:, t] = inputs[:, :D]
        return inputs[:, D : D + H], dc * f

    dh0, dc0 = go(0, h0, c0)
    return dx, dh0, dc0, dW[:D], dW[D : D + H], dW[-1]


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
    for _ in range(max_steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
