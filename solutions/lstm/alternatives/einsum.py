"""Gates on an axis of their own, sums by einsum; a window of losses."""

import math
import statistics
from collections import deque

import torch
from torch import Tensor, nn


def by_gate(W):
    """(..., 4H) -> (4, ..., H)."""
    return torch.stack(W.chunk(4, dim=-1))


def activations(x, h, Wx, Wh, b):
    a = torch.einsum("nd,kdh->knh", x, by_gate(Wx)) + torch.einsum("nj,kjh->knh", h, by_gate(Wh))
    a = a + by_gate(b)[:, None]
    i, f, o = torch.special.expit(a[[0, 1, 3]])
    return i, f, torch.tanh(a[2]), o


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = activations(x, h, Wx, Wh, b)
    c = torch.einsum("knh,knh->nh", torch.stack([f, i]), torch.stack([c, g]))
    return o * c.tanh(), c


def lstm_forward(x, h0, c0, Wx, Wh, b, lengths=None):
    N, T, _ = x.shape
    lengths = torch.tensor([T] * N) if lengths is None else lengths
    h, c, outputs = h0.clone(), c0.clone(), []
    for t, step in enumerate(x.permute(1, 0, 2)):
        rows = torch.nonzero(lengths > t)[:, 0]
        new_h, new_c = lstm_step(step[rows], h[rows], c[rows], Wx, Wh, b)
        h = h.index_copy(0, rows, new_h)
        c = c.index_copy(0, rows, new_c)
        outputs.append(torch.zeros_like(h).index_copy(0, rows, new_h))
    return torch.stack(outputs).permute(1, 0, 2), h, c


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    T = x.shape[1]
    hs, cs = [h0], [c0]
    for t in range(T):
        h, c = lstm_step(x[:, t], hs[-1], cs[-1], Wx, Wh, b)
        hs.append(h)
        cs.append(c)
    grads = []
    dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
    for t in range(T)[::-1]:
        i, f, g, o = activations(x[:, t], hs[t], Wx, Wh, b)
        u = cs[t + 1].tanh()
        dh = dh + dhs[:, t]
        dc = dc + dh * o * (1 - u**2)
        grads.append(
            torch.stack(
                [
                    dc * g * i * (1 - i),
                    dc * cs[t] * f * (1 - f),
                    dc * i * (1 - g**2),
                    dh * u * o * (1 - o),
                ]
            )
        )
        dh = torch.einsum("knh,kjh->nj", grads[-1], by_gate(Wh))
        dc = dc * f
    A = torch.stack(grads[::-1])  # (T, 4, N, H), in the order of time
    dx = torch.einsum("tknh,kdh->ntd", A, by_gate(Wx))
    dWx = torch.cat(list(torch.einsum("tknh,ntd->kdh", A, x)), dim=1)
    dWh = torch.cat(list(torch.einsum("tknh,tnj->kjh", A, torch.stack(hs[:-1]))), dim=1)
    return dx, dh, dc, dWx, dWh, torch.einsum("tknh->kh", A).flatten()


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
        hs, _, _ = self.lstm(x)
        return self.readout(hs[:, -1]).squeeze(-1)


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
    window: deque[float] = deque(maxlen=20)
    for _ in range(max_steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        window.append(losses[-1])
        if len(window) == 20 and statistics.fmean(window) < goal:
            break
    return model, losses
