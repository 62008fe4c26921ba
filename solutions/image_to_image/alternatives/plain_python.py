"""Loops in Python wherever there can be some, and one picture at a time."""

import random
import statistics

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn
from torch.optim import Optimizer


def damage(x: Tensor, m: Tensor) -> Tensor:
    rows = []
    for picture, mask in zip(x, m, strict=True):
        rows.append(torch.cat([picture * (1 - mask), mask]))
    return torch.stack(rows)


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    answer = x.clone()
    for n in range(len(x)):
        for channel in range(x.shape[1]):
            hole = m[n, 0] == 1
            answer[n, channel][hole] = y[n, channel][hole]
    return answer


def to_grey(rgb: Tensor) -> Tensor:
    grey = torch.zeros_like(rgb[:, 0])
    for weight, channel in zip((0.299, 0.587, 0.114), rgb.unbind(1), strict=True):
        grey = grey + weight * channel
    return grey[:, None]


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    colours = torch.zeros(len(grey), 3, *grey.shape[2:], dtype=grey.dtype)
    colours[:, 0] = grey[:, 0] + chroma[:, 1]
    colours[:, 2] = grey[:, 0] + chroma[:, 0]
    rest = grey[:, 0] - 0.299 * colours[:, 0] - 0.114 * colours[:, 2]
    colours[:, 1] = rest / 0.587
    return colours


def edges(x: Tensor, t: float) -> Tensor:
    N, C, H, W = x.shape
    answer = torch.zeros(N, 1, H, W, dtype=x.dtype)
    values = x.tolist()
    for n in range(N):
        for i in range(H):
            for j in range(W):
                for c in range(C):
                    here = values[n][c][i][j]
                    right = j + 1 < W and abs(values[n][c][i][j + 1] - here) > t
                    below = i + 1 < H and abs(values[n][c][i + 1][j] - here) > t
                    if right or below:
                        answer[n, 0, i, j] = 1
    return answer


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.down = nn.Conv2d(channels, hidden, (4, 4), (2, 2), (1, 1))
        self.slope = nn.LeakyReLU(0.2)
        self.verdict = nn.Conv2d(hidden, 1, (4, 4), (2, 2), (1, 1))

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        pairs = [torch.cat(pair) for pair in zip(cond, picture, strict=True)]
        return torch.stack([self.verdict(self.slope(self.down(pair))) for pair in pairs])


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    true = sum(F.softplus(-s) for s in real.flatten()) / real.numel()
    return true + sum(F.softplus(s) for s in fake.flatten()) / fake.numel()


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    total, count = 0.0, 0.0
    for n in range(len(y)):
        for channel in range(y.shape[1]):
            errors = (y_hat[n, channel] - y[n, channel]).abs() ** p
            if m is None:
                total, count = total + errors.sum(), count + errors.numel()
            else:
                total, count = total + (errors * m[n, 0]).sum(), count + m[n, 0].sum()
    return F.softplus(-fake).mean() + weight * total / count


def best_constant(y: Tensor, p: int) -> Tensor:
    best = statistics.median if p == 1 else statistics.fmean
    values = [best(pixel) for pixel in y.flatten(1).T.tolist()]
    return torch.tensor(values, dtype=y.dtype).view(y.shape[1:])


def pair_step(
    translator: nn.Module,
    critic: nn.Module,
    translator_optimizer: Optimizer,
    critic_optimizer: Optimizer,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    m: Tensor | None = None,
) -> tuple[float, float]:
    critic_optimizer.zero_grad()
    y_hat = translator(cond)
    loss_d = critic_loss(critic(cond, y), critic(cond, y_hat.detach().clone()))
    loss_d.backward()
    critic_optimizer.step()
    translator_optimizer.zero_grad()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    loss_g.backward()
    translator_optimizer.step()
    return float(loss_d), float(loss_g)


def train_pairs(
    translator: nn.Module,
    critic: nn.Module,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    m: Tensor | None = None,
) -> list[tuple[float, float]]:
    draws = random.Random(seed)
    optimizers = []
    for network in (translator, critic):
        optimizers.append(torch.optim.Adam(network.parameters(), lr=lr, betas=(0.5, 0.999)))
    losses = []
    for _ in range(steps):
        rows = draws.sample(range(len(y)), batch_size)
        masks = None
        if m is not None:
            masks = torch.stack([m[row] for row in rows])
        c, truth = torch.stack([cond[row] for row in rows]), torch.stack([y[row] for row in rows])
        losses.append(pair_step(translator, critic, *optimizers, c, truth, weight, p, masks))
    return losses
