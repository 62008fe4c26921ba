"""Input, state and a one in one vector, all weights in one block matrix; an nn.Module for the cell."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def block(Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor) -> Tensor:
    """(D + H + 1, 4H): columns r, z, the input's side of n, the state's side of n."""
    D, H = Wx.shape[0], Wh.shape[0]
    no_input, no_state = Wx.new_zeros(D, H), Wh.new_zeros(H, H)
    rows_x = torch.cat([Wx, no_input], dim=1)
    rows_h = torch.cat([Wh[:, : 2 * H], no_state, Wh[:, 2 * H :]], dim=1)
    bias = torch.cat([bx[: 2 * H] + bh[: 2 * H], bx[2 * H :], bh[2 * H :]])
    return torch.cat([rows_x, rows_h, bias[None]], dim=0)


def with_one(x: Tensor, h: Tensor) -> Tensor:
    return torch.cat([x, h, x.new_ones(len(x), 1)], dim=1)


def apply_block(x: Tensor, h: Tensor, W: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    r, z, a, m = torch.chunk(with_one(x, h) @ W, 4, dim=1)
    r, z = torch.sigmoid(r), torch.sigmoid(z)
    return r, z, torch.tanh(a + r * m), m


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after: bool = True) -> Tensor:
    r, z, n, _ = apply_block(x, h, block(Wx, Wh, bx, bh))
    if reset_after is False:
        H = h.shape[1]
        W = torch.cat([Wx[:, 2 * H :], Wh[:, 2 * H :]])
        n = torch.tanh(torch.cat([x, r * h], dim=1) @ W + (bx + bh)[2 * H :])
    return sum([(1 - z) * n, z * h])


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after: bool = True) -> Tensor:
    out: list[Tensor] = []
    for t in range(x.shape[1]):
        previous = out[t - 1] if t else h0
        out.append(gru_cell(x[:, t], previous, Wx, Wh, bx, bh, reset_after))
    return torch.stack(out, dim=-2)


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    (N, T, D), H = x.shape, h0.shape[1]
    W = block(Wx, Wh, bx, bh)
    dW, dx = torch.zeros_like(W), torch.zeros_like(x)

    def go(t: int, h: Tensor) -> Tensor:
        """Runs steps t, t + 1, … and back again; returns the gradient of the state before step t."""
        if t == T:
            return torch.zeros_like(h)
        r, z, n, m = apply_block(x[:, t], h, W)
        later = go(t + 1, n + z * (h - n))
        total = later + dhs[:, t]
        da = total * (1 - z) * (1 - n * n)
        dr = da * m * r * (1 - r)
        dz = total * (h - n) * z * (1 - z)
        delta = torch.cat([dr, dz, da, da * r], dim=1)
        dW.add_(with_one(x[:, t], h).T @ delta)
        inputs = delta @ W.T
        dx[:, t] = inputs[:, :D]
        return total * z + inputs[:, D : D + H]

    dh0 = go(0, h0)
    for_x = dW[:, : 3 * H]
    for_h = torch.cat([dW[:, : 2 * H], dW[:, 3 * H :]], dim=1)
    return dx, dh0, for_x[:D], for_h[D : D + H], for_x[-1], for_h[-1]


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        k = hidden_size**-0.5
        self.Wx = nn.Parameter(torch.empty(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.empty(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size))
        [nn.init.uniform_(p, a=-k, b=k) for p in self.parameters()]

    def forward(self, x, h0=None):
        W = block(self.Wx, self.Wh, self.bx, self.bh)  # once for all steps
        h = x.new_zeros(x.shape[0], self.Wh.shape[0]) if h0 is None else h0
        hs = []
        for x_t in torch.unbind(x, dim=1):
            _, z, n, _ = apply_block(x_t, h, W)
            h = n + z * (h - n)
            hs.append(h)
        return torch.stack(hs, dim=1), h


def train_step(model, optimizer, x, y, max_norm=1.0):
    loss = nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
        p.grad = g
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimizer.step()
    return loss.item()


class Summer(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.layers = nn.ModuleDict({"gru": GRU(2, hidden_size), "out": nn.Linear(hidden_size, 1)})

    def forward(self, x):
        _, last = self.layers["gru"](x)
        return self.layers["out"](last).flatten()


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    rng = torch.Generator()
    rng.manual_seed(seed)
    torch.manual_seed(seed)
    model = Summer(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999))
    losses: list[float] = []
    for step in range(steps):
        index = torch.randint(high=x.shape[0], size=(batch_size,), generator=rng)
        losses.append(train_step(model, optimizer, x[index], y[index]))
    return model, losses
