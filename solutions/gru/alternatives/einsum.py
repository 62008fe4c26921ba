"""Gates on an axis of their own and einsum everywhere; the layer is its own loop."""

import math

import torch
from torch import Tensor, nn


def by_gate(W: Tensor) -> Tensor:
    """(..., 3H) -> (3, ..., H)."""
    return torch.stack(torch.tensor_split(W, 3, dim=-1))


def preactivations(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor):
    a = torch.einsum("nd,gdh->gnh", x, by_gate(Wx)) + by_gate(bx)[:, None]
    b = torch.einsum("nk,gkh->gnh", h, by_gate(Wh)) + by_gate(bh)[:, None]
    return a, b


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    a, b = preactivations(x, h, Wx, Wh, bx, bh)
    r, z = torch.sigmoid(a[:2] + b[:2])
    if reset_after:
        state_side = r * b[2]
    else:
        state_side = torch.einsum("nk,kh->nh", r * h, by_gate(Wh)[2]) + by_gate(bh)[2]
    n = torch.tanh(a[2] + state_side)
    return n - z * n + z * h


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    states = []
    h = h0
    for step in x.permute(1, 0, 2):
        h = gru_cell(step, h, Wx, Wh, bx, bh, reset_after=reset_after)
        states += [h]
    return torch.stack(states).permute(1, 0, 2)


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    T = x.shape[1]
    hs = torch.cat([h0[:, None], gru_forward(x, h0, Wx, Wh, bx, bh)], dim=1)
    grad_a, grad_b = [], []
    dh = torch.zeros_like(h0)
    for t in range(T)[::-1]:
        a, b = preactivations(x[:, t], hs[:, t], Wx, Wh, bx, bh)
        r, z = torch.sigmoid(a[:2] + b[:2])
        n = torch.tanh(a[2] + r * b[2])
        g = dh + dhs[:, t]
        gn = g * (1 - z) * (1 - n**2)
        gz = g * (hs[:, t] - n) * z * (1 - z)
        gr = gn * b[2] * r * (1 - r)
        grad_a.append(torch.stack([gr, gz, gn]))
        grad_b.append(torch.stack([gr, gz, gn * r]))
        dh = g * z + torch.einsum("gnh,gkh->nk", grad_b[-1], by_gate(Wh))
    # (T, 3, N, H), in the order of time
    A, B = torch.stack(grad_a[::-1]), torch.stack(grad_b[::-1])
    dx = torch.einsum("tgnh,gdh->ntd", A, by_gate(Wx))
    dWx = torch.cat(list(torch.einsum("tgnh,ntd->gdh", A, x)), dim=1)
    dWh = torch.cat(list(torch.einsum("tgnh,ntk->gkh", B, hs[:, :-1])), dim=1)
    dbx = torch.cat(list(torch.einsum("tgnh->gh", A)))
    dbh = torch.cat(list(torch.einsum("tgnh->gh", B)))
    return [dx, dh, dWx, dWh, dbx, dbh]


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        shapes = {
            "Wx": (input_size, 3 * hidden_size),
            "Wh": (hidden_size, 3 * hidden_size),
            "bx": (3 * hidden_size,),
            "bh": (3 * hidden_size,),
        }
        k = math.sqrt(1 / hidden_size)
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-k, k)))

    def forward(self, x, h0=None):
        if h0 is None:
            h0 = torch.zeros_like(self.Wh[:1, :1]).expand(len(x), len(self.Wh))
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]


def train_step(model, optimizer, x, y, max_norm=1.0):
    prediction = model(x)
    assert prediction.shape == y.shape, (prediction.shape, y.shape)
    loss = (prediction - y).pow(2).sum() / y.numel()
    for parameter in model.parameters():
        parameter.grad = None
    loss.backward()
    norm = math.sqrt(sum(p.grad.pow(2).sum().item() for p in model.parameters()))
    if norm > max_norm:
        for p in model.parameters():
            p.grad.mul_(max_norm / (norm + 1e-6))
    optimizer.step()
    return loss.item()


class Model(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.out = nn.Parameter(torch.randn(hidden_size) / math.sqrt(hidden_size))
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return torch.einsum("nh,h->n", self.gru(x)[1], self.out) + self.bias


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Model(hidden_size)
    optimizer = torch.optim.Adam(params=model.parameters(), lr=lr)
    batches = torch.randint(0, x.shape[0], (steps, batch_size))
    return model, [train_step(model, optimizer, x[b], y[b]) for b in batches]
