"""torch.nn.functional, projections of all steps at once, layers by recursion."""

import torch
from torch import Tensor, nn

F = nn.functional


def _cell(gx, h, c, Wh):
    i, f, g, o = (gx + F.linear(h, Wh.t())).tensor_split(4, dim=-1)
    c = F.sigmoid(f).mul(c).add(F.sigmoid(i).mul(F.tanh(g)))
    return F.sigmoid(o).mul(c.tanh()), c


def lstm_step(x, h, c, Wx, Wh, b):
    return _cell(F.linear(x, Wx.t(), b), h, c, Wh)


def lstm_forward(x, h0, c0, Wx, Wh, b, lengths=None):
    gx = F.linear(x.transpose(0, 1), Wx.t(), b)
    outputs, h, c = [], h0, c0
    for t, g in enumerate(gx):
        h_new, c_new = _cell(g, h, c, Wh)
        if lengths is not None:
            over = (lengths <= t).unsqueeze(1)
            outputs.append(h_new.masked_fill(over, 0.0))
            h_new, c_new = torch.where(over, h, h_new), torch.where(over, c, c_new)
        else:
            outputs.append(h_new)
        h, c = h_new, c_new
    return torch.stack(outputs).transpose(0, 1), h, c


def lstm_backward(dhs, x, h0, c0, Wx, Wh, b):
    T = x.size(1)
    gx = F.linear(x.transpose(0, 1), Wx.t(), b)
    hs, cs, acts = [h0], [c0], []
    for t in range(T):
        i, f, g, o = (gx[t] + hs[-1] @ Wh).chunk(4, -1)
        i, f, g, o = F.sigmoid(i), F.sigmoid(f), F.tanh(g), F.sigmoid(o)
        acts.append((i, f, g, o))
        cs.append(f * cs[-1] + i * g)
        hs.append(o * F.tanh(cs[-1]))

    da = torch.empty_like(gx)
    dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
    for t in reversed(range(T)):
        i, f, g, o = acts[t]
        dh = dh + dhs[:, t]
        dc = dc + dh * o * (1 - F.tanh(cs[t + 1]).square())
        factors = [g * i * (1 - i), cs[t] * f * (1 - f), i * (1 - g.square())]
        last = dh * F.tanh(cs[t + 1]) * o * (1 - o)
        da[t] = torch.cat([*(dc * each for each in factors), last], dim=-1)
        dh, dc = F.linear(da[t], Wh), dc * f
    dx = F.linear(da, Wx).transpose(0, 1)
    dWx = torch.tensordot(x.transpose(0, 1), da, dims=([0, 1], [0, 1]))
    dWh = torch.tensordot(torch.stack(hs[:-1]), da, dims=([0, 1], [0, 1]))
    return dx, dh, dc, dWx, dWh, da.sum((0, 1))


class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, forget_bias=1.0):
        super().__init__()
        bound = hidden_size**-0.5
        uniform = torch.distributions.Uniform(-bound, bound)
        self.Wx, self.Wh, self.b = (nn.ParameterList() for _ in range(3))
        for k in range(num_layers):
            self.Wx.append(uniform.sample((hidden_size if k else input_size, 4 * hidden_size)))
            self.Wh.append(uniform.sample((hidden_size, 4 * hidden_size)))
            self.b.append(
                F.pad(
                    torch.full((hidden_size,), float(forget_bias)), (hidden_size, 2 * hidden_size)
                )
            )

    def forward(self, x, lengths=None):
        def climb(k, x):
            if k == len(self.Wx):
                return x, [], []
            zeros = x.new_zeros(x.size(0), self.Wh[k].size(0))
            out, h, c = lstm_forward(x, zeros, zeros, self.Wx[k], self.Wh[k], self.b[k], lengths)
            top, hs, cs = climb(k + 1, out)
            return top, [h, *hs], [c, *cs]

        top, hs, cs = climb(0, x)
        return top, torch.stack(hs), torch.stack(cs)


def train_step(model, optimizer, x, y, max_norm=1.0):
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm)
    optimizer.step()
    return float(loss)


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
