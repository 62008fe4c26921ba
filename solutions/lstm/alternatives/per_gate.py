"""Every gate has weights of its own, and masks are products."""

import torch
from torch import Tensor, nn


def split_weights(Wx, Wh, b):
    H = Wh.shape[0]
    return {
        gate: (Wx[:, k * H : (k + 1) * H], Wh[:, k * H : (k + 1) * H], b[k * H : (k + 1) * H])
        for k, gate in enumerate("ifgo")
    }


def activations(x, h, Wx, Wh, b):
    a = {gate: x @ U + h @ V + c for gate, (U, V, c) in split_weights(Wx, Wh, b).items()}
    return a["i"].sigmoid(), a["f"].sigmoid(), a["g"].tanh(), a["o"].sigmoid()


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = activations(x, h, Wx, Wh, b)
    c = f * c + i * g
    return o * torch.tanh(c), c


def lstm_forward(x, h0, c0, Wx, Wh, b, lengths=None):
    N, T, _ = x.shape
    if lengths is None:
        lengths = torch.full((N,), T)
    mask = (torch.arange(T) < lengths[:, None]).to(x.dtype)
    hs = x.new_empty(N, T, h0.shape[1])
    h, c = h0, c0
    for t in range(T):
        m = mask[:, t, None]
        h_new, c_new = lstm_step(x[:, t], h, c, Wx, Wh, b)
        h = m * h_new + (1 - m) * h
        c = m * c_new + (1 - m) * c
        hs[:, t] = m * h
    return hs, h, c


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    N, T, D = x.shape
    H = h0.shape[1]
    w = split_weights(Wx, Wh, b)
    h, c, gates = {-1: h0}, {-1: c0}, {}
    for t in range(T):
        i, f, g, o = gates[t] = activations(x[:, t], h[t - 1], Wx, Wh, b)
        c[t] = f * c[t - 1] + i * g
        h[t] = o * torch.tanh(c[t])

    dx, dWx, dWh, db = (torch.zeros_like(each) for each in (x, Wx, Wh, b))
    dh_next, dc_next = torch.zeros_like(h0), torch.zeros_like(c0)
    for t in range(T - 1, -1, -1):
        i, f, g, o = gates[t]
        dh = dhs[:, t] + dh_next
        dc = dc_next + dh * o * (1 - torch.tanh(c[t]) ** 2)
        da = {
            "i": dc * g * i * (1 - i),
            "f": dc * c[t - 1] * f * (1 - f),
            "g": dc * i * (1 - g**2),
            "o": dh * torch.tanh(c[t]) * o * (1 - o),
        }
        dx[:, t] = sum(da[gate] @ w[gate][0].T for gate in w)
        dh_next = sum(da[gate] @ w[gate][1].T for gate in w)
        dc_next = f * dc
        for k, gate in enumerate(w):
            columns = slice(k * H, (k + 1) * H)
            dWx[:, columns] += x[:, t].T @ da[gate]
            dWh[:, columns] += h[t - 1].T @ da[gate]
            db[columns] += da[gate].sum(0)
    return dx, dh_next, dc_next, dWx, dWh, db


class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, forget_bias=1.0):
        super().__init__()
        k = hidden_size**-0.5

        def uniform(*shape):
            return nn.Parameter((2 * torch.rand(*shape) - 1) * k)

        sizes = [input_size] + [hidden_size] * (num_layers - 1)
        self.Wx = nn.ParameterList([uniform(size, 4 * hidden_size) for size in sizes])
        self.Wh = nn.ParameterList([uniform(hidden_size, 4 * hidden_size) for _ in sizes])
        start = torch.tensor([0, forget_bias, 0, 0]).repeat_interleave(hidden_size)
        self.b = nn.ParameterList([nn.Parameter(start.clone()) for _ in sizes])

    def forward(self, x, lengths=None):
        H = self.Wh[0].shape[0]
        last = []
        for layer in range(len(self.b)):
            h0 = torch.zeros(len(x), H, dtype=x.dtype)
            c0 = torch.zeros(len(x), H, dtype=x.dtype)
            x, h, c = lstm_forward(
                x, h0, c0, self.Wx[layer], self.Wh[layer], self.b[layer], lengths
            )
            last.append((h, c))
        return x, torch.stack([h for h, _ in last]), torch.stack([c for _, c in last])


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
