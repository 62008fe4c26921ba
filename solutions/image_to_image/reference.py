"""The reference solution of the topic on image to image."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn
from torch.optim import Optimizer

RED, GREEN, BLUE = 0.299, 0.587, 0.114


def damage(x: Tensor, m: Tensor) -> Tensor:
    return torch.cat([x * (1 - m), m], dim=1)


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return torch.where(m == 1, y, x)


def to_grey(rgb: Tensor) -> Tensor:
    red, green, blue = rgb.split(1, dim=1)
    return RED * red + GREEN * green + BLUE * blue


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    blue_difference, red_difference = chroma.split(1, dim=1)
    # Weighed with the three weights, the differences of all three colours add up to 0.
    green_difference = -(RED * red_difference + BLUE * blue_difference) / GREEN
    return grey + torch.cat([red_difference, green_difference, blue_difference], dim=1)


def edges(x: Tensor, t: float) -> Tensor:
    right = F.pad((x[..., :, 1:] - x[..., :, :-1]).abs(), (0, 1))
    below = F.pad((x[..., 1:, :] - x[..., :-1, :]).abs(), (0, 0, 0, 1))
    change = torch.maximum(right, below).amax(dim=1, keepdim=True)
    return (change > t).to(x.dtype)


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 1, 4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        return self.layers(torch.cat([cond, picture], dim=1))


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    errors = (y_hat - y).abs() ** p
    if m is None:
        error = errors.mean()
    else:
        error = (m * errors).sum() / (y.shape[1] * m.sum())
    return F.softplus(-fake).mean() + weight * error


def best_constant(y: Tensor, p: int) -> Tensor:
    if p == 2:
        return y.mean(dim=0)
    ordered = y.sort(dim=0).values
    N = len(y)
    return (ordered[(N - 1) // 2] + ordered[N // 2]) / 2


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
    y_hat = translator(cond)
    loss_d = critic_loss(critic(cond, y), critic(cond, y_hat.detach()))
    critic_optimizer.zero_grad()
    loss_d.backward()
    critic_optimizer.step()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()


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
    torch.manual_seed(seed)
    translator_optimizer, critic_optimizer = (
        torch.optim.Adam(network.parameters(), lr=lr, betas=(0.5, 0.999))
        for network in (translator, critic)
    )
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(y), (batch_size,))
        losses.append(
            pair_step(
                translator,
                critic,
                translator_optimizer,
                critic_optimizer,
                cond[rows],
                y[rows],
                weight,
                p,
                None if m is None else m[rows],
            )
        )
    return losses
