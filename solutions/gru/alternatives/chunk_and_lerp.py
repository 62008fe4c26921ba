"""One product a side, cut with chunk; the mixture by lerp; parameters reset in a method."""

import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812 -- its usual name


def gates(x, h, Wx, Wh, bx, bh):
    """Everything that the reset-after cell computes on its way: r, z, n and the state's side of n."""
    xr, xz, xn = torch.addmm(bx, x, Wx).chunk(3, -1)
    hr, hz, hn = torch.addmm(bh, h, Wh).chunk(3, -1)
    r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    return r, z, (xn + r * hn).tanh(), hn


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    r, z, n, _ = gates(x, h, Wx, Wh, bx, bh)
    if not reset_after:
        hidden = h.size(1)
        n = (
            torch.addmm(bx, x, Wx)[:, -hidden:] + (r * h).mm(Wh[:, -hidden:]) + bh[-hidden:]
        ).tanh()
    return torch.lerp(n, h, z)


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    hs = [h0]
    for t in range(x.size(1)):
        hs.append(gru_cell(x[:, t, :], hs[-1], Wx, Wh, bx, bh, reset_after))
    return torch.stack(hs[1:], 1)


@torch.no_grad()
def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    saved, h = [], h0
    for t in range(x.size(1)):
        saved.append((h, *gates(x[:, t], h, Wx, Wh, bx, bh)))
        _, r, z, n, hn = saved[-1]
        h = torch.lerp(n, h, z)

    grads_x, grads_h = [], []
    carried = torch.zeros_like(h0)
    for t in range(x.size(1) - 1, -1, -1):
        h, r, z, n, hn = saved[t]
        d = carried + dhs[:, t]
        d_n = d * (1 - z) * (1 - n.square())
        d_z = d * (h - n) * z * (1 - z)
        d_r = d_n * hn * r * (1 - r)
        grads_x.insert(0, torch.cat((d_r, d_z, d_n), 1))
        grads_h.insert(0, torch.cat((d_r, d_z, d_n * r), 1))
        carried = d * z + grads_h[0].mm(Wh.t())

    # All steps at once: rows of (N * T).
    ax = torch.stack(grads_x, 1).flatten(0, 1)
    ah = torch.stack(grads_h, 1).flatten(0, 1)
    before = torch.stack([s[0] for s in saved], 1).flatten(0, 1)
    dx = ax.mm(Wx.t()).view_as(x)
    return dx, carried, x.flatten(0, 1).t() @ ax, before.t() @ ah, ax.sum(0), ah.sum(0)


class GRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.Wx = nn.Parameter(torch.Tensor(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.Tensor(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.Tensor(3 * hidden_size))
        self.bh = nn.Parameter(torch.Tensor(3 * hidden_size))
        self.reset_parameters()

    def reset_parameters(self):
        k = self.hidden_size**-0.5
        for p in self.parameters():
            p.data.uniform_(-k, k)

    def forward(self, x, h0=None):
        if h0 is None:
            h0 = torch.zeros(x.size(0), self.hidden_size, dtype=x.dtype, device=x.device)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1, :]


def train_step(model, optimizer, x, y, max_norm=1.0):
    model.train()
    optimizer.zero_grad(set_to_none=False)
    loss = F.mse_loss(model(x), y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm)
    optimizer.step()
    return float(loss)


class Adder(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.rnn = GRU(2, hidden_size)
        self.head = nn.Linear(hidden_size, 1)

    def forward(self, x):
        return self.head(self.rnn(x)[1]).squeeze(-1)


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Adder(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    while len(losses) < steps:
        # Epochs: every sequence once, in a new order.
        for batch in torch.randperm(len(x)).split(batch_size):
            if len(losses) == steps:
                break
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
