"""F.linear with transposed weights, time first inside, the input's side of all steps at once."""

import torch
import torch.nn.functional as F  # noqa: N812 -- its usual name
from torch import Tensor, nn
from torch.optim import Adam


def _cell(gx: Tensor, h: Tensor, Wh: Tensor, bh: Tensor, reset_after: bool) -> Tensor:
    """One step, given the input's side of the sums (N, 3H)."""
    H = h.size(-1)
    gates = F.linear(h, Wh[:, : 2 * H].t(), bh[: 2 * H])
    r, z = F.sigmoid(gx[:, : 2 * H] + gates).split([H, H], dim=-1)
    V, c = Wh[:, 2 * H :].t(), bh[2 * H :]
    m = r * F.linear(h, V, c) if reset_after else F.linear(r * h, V, c)
    n = F.tanh(gx[:, 2 * H :] + m)
    return z * (h - n) + n


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    return _cell(F.linear(x, Wx.t(), bx), h, Wh, bh, reset_after)


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    gx = F.linear(x.transpose(0, 1), Wx.t(), bx)
    outputs, h = [], h0
    for g in gx.unbind(0):
        h = _cell(g, h, Wh, bh, reset_after)
        outputs.append(h)
    return torch.stack(outputs, dim=0).transpose(0, 1)


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    T, H = x.size(1), h0.size(1)
    gx = F.linear(x.transpose(0, 1), Wx.t(), bx)
    hs, rs, zs, ns, ms = [h0], [], [], [], []
    for t in range(T):
        gh = F.linear(hs[-1], Wh.t(), bh)
        r = F.sigmoid(gx[t, :, :H] + gh[:, :H])
        z = F.sigmoid(gx[t, :, H:-H] + gh[:, H:-H])
        n = F.tanh(gx[t, :, -H:] + r * gh[:, -H:])
        rs.append(r), zs.append(z), ns.append(n), ms.append(gh[:, -H:])
        hs.append(z * (hs[-1] - n) + n)
    hs, rs, zs, ns, ms = (torch.stack(each) for each in (hs, rs, zs, ns, ms))

    dgx, dgh = torch.empty_like(gx), torch.empty_like(gx)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        dh = dh + dhs[:, t]
        dn = dh * (1 - zs[t]) * (1 - ns[t]) * (1 + ns[t])
        dgx[t, :, :H] = dn * ms[t] * rs[t] * (1 - rs[t])
        dgx[t, :, H:-H] = dh * (hs[t] - ns[t]) * zs[t] * (1 - zs[t])
        dgx[t, :, -H:] = dn
        dgh[t] = dgx[t]
        dgh[t, :, -H:] *= rs[t]
        dh = zs[t] * dh + F.linear(dgh[t], Wh)
    dx = F.linear(dgx, Wx).transpose(0, 1)
    dWx = torch.tensordot(x.transpose(0, 1), dgx, dims=([0, 1], [0, 1]))
    dWh = torch.tensordot(hs[:-1], dgh, dims=([0, 1], [0, 1]))
    return dx, dh, dWx, dWh, dgx.sum((0, 1)), dgh.sum((0, 1))


class GRU(nn.Module):
    """The layer, with its weights in a loop over names."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        bound = hidden_size**-0.5
        sizes = dict(Wx=(input_size, 3 * hidden_size), Wh=(hidden_size, 3 * hidden_size))
        sizes |= dict(bx=(3 * hidden_size,), bh=(3 * hidden_size,))
        for name, size in sizes.items():
            setattr(
                self, name, nn.Parameter(torch.distributions.Uniform(-bound, bound).sample(size))
            )

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        h0 = x.new_zeros(x.size(0), self.Wh.size(0)) if h0 is None else h0
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs.select(1, -1)


def train_step(model, optimizer, x, y, max_norm=1.0) -> float:
    def closure():
        optimizer.zero_grad()
        loss = F.mse_loss(model(x), y, reduction="mean")
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        return loss

    return optimizer.step(closure).item()


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)

    class Last(nn.Module):
        def forward(self, pair):
            return pair[1]

    model = nn.Sequential(GRU(2, hidden_size), Last(), nn.Linear(hidden_size, 1), nn.Flatten(0))
    optimizer = Adam(model.parameters(), lr=lr)
    data = torch.utils.data.TensorDataset(x, y)
    sampler = torch.utils.data.RandomSampler(data, replacement=True, num_samples=steps * batch_size)
    loader = torch.utils.data.DataLoader(data, batch_size=batch_size, sampler=sampler)
    losses = [train_step(model, optimizer, *batch) for batch in loader]
    return model, losses
