# RIGHT: loops and NumPy where no gradients are asked for, bare parameters and a convolution split into condition and picture, losses in float64 cast back, autograd.grad with one joined batch, drawing with replacement by NumPy, AdamW without decay
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def damage(x, m):
    n, c, h, w = x.shape
    out = torch.empty(n, c + 1, h, w, dtype=x.dtype)
    for k in range(n):
        hole = m[k, 0] != 0
        for channel in range(c):
            plane = x[k, channel].clone()
            plane[hole] = 0.0
            out[k, channel] = plane
        out[k, c] = m[k, 0]
    return out


def composite(x, m, y):
    # Both products are exact: each factor is 0 or 1.
    return m * y + (1 - m) * x


def to_grey(rgb):
    values = rgb.detach().numpy().astype(np.float64)
    grey = np.einsum("nchw,c->nhw", values, np.array([0.299, 0.587, 0.114]))
    return torch.from_numpy(grey[:, None].copy()).to(rgb.dtype)


def recolour(grey, chroma):
    out = grey.repeat(1, 3, 1, 1)
    blue, red = chroma[:, 0], chroma[:, 1]
    out[:, 0] += red
    out[:, 2] += blue
    # The weights sum to 1, so the weighted chroma sums to 0.
    out[:, 1] -= (0.299 * red + 0.114 * blue) / 0.587
    return out


def edges(x, t):
    n, c, h, w = x.shape
    out = torch.zeros(n, 1, h, w, dtype=x.dtype)
    for channel in range(c):
        plane = x[:, channel]
        for col in range(w - 1):
            change = (plane[:, :, col + 1] - plane[:, :, col]).abs()
            out[:, 0, :, col][change > t] = 1
        for row in range(h - 1):
            change = (plane[:, row] - plane[:, row + 1]).abs()
            out[:, 0, row][change > t] = 1
    return out


class PatchCritic(nn.Module):
    def __init__(self, channels, hidden):
        super().__init__()
        self.w1 = nn.Parameter(torch.empty(hidden, channels, 4, 4))
        self.b1 = nn.Parameter(torch.empty(hidden))
        self.w2 = nn.Parameter(torch.empty(1, hidden, 4, 4))
        self.b2 = nn.Parameter(torch.empty(1))
        for weight, bias in ((self.w1, self.b1), (self.w2, self.b2)):
            nn.init.kaiming_uniform_(weight, a=math.sqrt(5))
            bound = 1 / math.sqrt(weight[0].numel())
            nn.init.uniform_(bias, -bound, bound)

    def forward(self, cond, picture):
        a = cond.shape[1]
        seen = F.conv2d(cond, self.w1[:, :a], self.b1, stride=2, padding=1)
        seen = seen + F.conv2d(picture, self.w1[:, a:], None, stride=2, padding=1)
        seen = torch.where(seen > 0, seen, 0.2 * seen)
        return F.conv2d(seen, self.w2, self.b2, stride=2, padding=1)


def _surprise(s):
    """The mean of log(1 + exp(s)), in float64."""
    s = s.double()
    return torch.logaddexp(s, torch.zeros_like(s)).mean()


def critic_loss(real, fake):
    return (_surprise(-real) + _surprise(fake)).to(real.dtype)


def translator_loss(fake, y_hat, y, weight, p, m=None):
    total, count = 0.0, 0.0
    for k in range(len(y)):
        for channel in range(y.shape[1]):
            gap = (y_hat[k, channel] - y[k, channel]).double()
            gap = gap * gap if p == 2 else gap.abs()
            if m is None:
                total = total + gap.sum()
                count += gap.numel()
            else:
                total = total + (gap * m[k, 0]).sum()
                count += float(m[k, 0].sum())
    return (_surprise(-fake) + weight * total / count).to(y_hat.dtype)


def best_constant(y, p):
    stacked = y.detach().numpy()
    k = np.median(stacked, axis=0) if p == 1 else np.mean(stacked, axis=0)
    return torch.as_tensor(k, dtype=y.dtype)


def _move(network, optimizer, loss):
    parameters = [each for each in network.parameters() if each.requires_grad]
    slopes = torch.autograd.grad(loss, parameters, allow_unused=True)
    for parameter, slope in zip(parameters, slopes):
        parameter.grad = slope
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def pair_step(
    translator, critic, translator_optimizer, critic_optimizer, cond, y, weight, p, m=None
):
    n = len(y)
    y_hat = translator(cond)
    verdicts = critic(torch.cat([cond, cond]), torch.cat([y, y_hat.detach()]))
    first = _move(critic, critic_optimizer, critic_loss(verdicts[:n], verdicts[n:]))
    # The translator has not moved, so its answer still holds.
    loss = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    return first, _move(translator, translator_optimizer, loss)


def train_pairs(
    translator, critic, cond, y, weight, p, steps, batch_size, lr, seed, m=None
):
    rng = np.random.default_rng(seed)
    adams = [
        torch.optim.AdamW(
            network.parameters(), lr=lr, betas=(0.5, 0.999), eps=1e-8, weight_decay=0.0
        )
        for network in (translator, critic)
    ]
    curve = []
    while len(curve) < steps:
        drawn = torch.from_numpy(rng.integers(0, cond.shape[0], size=batch_size))
        batch = [each.index_select(0, drawn) for each in (cond, y)]
        hole = m.index_select(0, drawn) if m is not None else None
        curve.append(pair_step(translator, critic, *adams, *batch, weight, p, hole))
    return curve
