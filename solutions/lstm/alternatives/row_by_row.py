"""One sequence at a time, each only as long as it is."""

import math

import torch
from torch import Tensor, nn


def one_row(x, h, c, Wx, Wh, b):
    H = len(h)
    a = x @ Wx + h @ Wh + b
    i, f, o = (torch.sigmoid(a[k * H : (k + 1) * H]) for k in (0, 1, 3))
    c = f * c + i * torch.tanh(a[2 * H : 3 * H])
    return o * torch.tanh(c), c


def lstm_step(x, h, c, Wx, Wh, b):
    rows = [one_row(x[n], h[n], c[n], Wx, Wh, b) for n in range(x.shape[0])]
    return torch.stack([h for h, _ in rows]), torch.stack([c for _, c in rows])


def lstm_forward(x, h0, c0, Wx, Wh, b, lengths=None):
    hs, h_last, c_last = [], [], []
    for n in range(x.shape[0]):
        h, c, outputs = h0[n], c0[n], []
        length = x.shape[1] if lengths is None else int(lengths[n])
        for t in range(length):
            h, c = one_row(x[n, t], h, c, Wx, Wh, b)
            outputs.append(h)
        outputs += [torch.zeros_like(h)] * (x.shape[1] - length)
        hs.append(torch.stack(outputs))
        h_last.append(h)
        c_last.append(c)
    return torch.stack(hs), torch.stack(h_last), torch.stack(c_last)


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    dx, dh0, dc0 = torch.zeros_like(x), torch.zeros_like(h0), torch.zeros_like(c0)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    H = h0.shape[1]
    for n in range(x.shape[0]):
        h, c, memory = h0[n], c0[n], []
        for t in range(x.shape[1]):
            a = x[n, t] @ Wx + h @ Wh + b
            i, f, o = (torch.sigmoid(a[k * H : (k + 1) * H]) for k in (0, 1, 3))
            g = torch.tanh(a[2 * H : 3 * H])
            memory.append((h, c, i, f, g, o))
            c = f * c + i * g
            h = o * torch.tanh(c)
        dh, dc = torch.zeros_like(h), torch.zeros_like(c)
        for t in reversed(range(x.shape[1])):
            h, c, i, f, g, o = memory.pop()
            u = torch.tanh(f * c + i * g)
            dh = dh + dhs[n, t]
            dc = dc + dh * o * (1 - u * u)
            da = torch.cat(
                [
                    dc * g * i * (1 - i),
                    dc * c * f * (1 - f),
                    dc * i * (1 - g * g),
                    dh * u * o * (1 - o),
                ]
            )
            dx[n, t] = Wx @ da
            dWx += torch.outer(x[n, t], da)
            dWh += torch.outer(h, da)
            db += da
            dh, dc = Wh @ da, dc * f
        dh0[n], dc0[n] = dh, dc
    return [dx, dh0, dc0, dWx, dWh, db]


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
        return self.readout(lstm_over_batch(x, self.lstm))[:, 0]


def lstm_over_batch(x, lstm):
    """The last hidden states of one layer, all rows at once: rows apart would take too long."""
    h = c = x.new_zeros(len(x), lstm.hidden_size)
    for x_t in x.unbind(1):
        a = torch.addmm(x_t @ lstm.Wx[0] + lstm.b[0], h, lstm.Wh[0])
        i, f, g, o = a.chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
    return h


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
