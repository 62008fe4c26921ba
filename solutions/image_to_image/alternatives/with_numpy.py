"""NumPy for the pairs; losses with exp and log1p; no function calls another."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer


def damage(x: Tensor, m: Tensor) -> Tensor:
    pictures, masks = x.numpy(), m.numpy()
    return torch.from_numpy(np.concatenate([np.where(masks == 1, 0, pictures), masks], axis=1))


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return torch.from_numpy(np.where(m.numpy() == 1, y.numpy(), x.numpy()))


def to_grey(rgb: Tensor) -> Tensor:
    weights = np.array([0.299, 0.587, 0.114], dtype=rgb.numpy().dtype)
    return torch.from_numpy((rgb.numpy() * weights[:, None, None]).sum(axis=1, keepdims=True))


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    brightness = grey.numpy()[:, 0]
    blue, red = brightness + chroma.numpy()[:, 0], brightness + chroma.numpy()[:, 1]
    green = (brightness - 0.299 * red - 0.114 * blue) / 0.587
    return torch.from_numpy(np.stack([red, green, blue], axis=1))


def edges(x: Tensor, t: float) -> Tensor:
    pictures = x.numpy()
    right = np.abs(np.diff(pictures, axis=3, append=pictures[..., -1:]))
    below = np.abs(np.diff(pictures, axis=2, append=pictures[..., -1:, :]))
    found = (np.maximum(right, below) > t).any(axis=1, keepdims=True)
    return torch.from_numpy(found.astype(pictures.dtype))


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Conv2d(channels, hidden, 4, 2, 1), nn.Conv2d(hidden, 1, 4, 2, 1)]
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        h = self.layers[0](torch.cat([cond, picture], -3))
        return self.layers[1](torch.where(h > 0, h, 0.2 * h))


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    def softplus(s: Tensor) -> Tensor:
        return s.clamp(min=0) + torch.log1p(torch.exp(-s.abs()))

    return softplus(-real).mean() + softplus(fake).mean()


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    s = -fake
    fooled = s.clamp(min=0) + torch.log1p(torch.exp(-s.abs()))
    errors = torch.abs(y_hat - y) if p == 1 else (y_hat - y) * (y_hat - y)
    if m is not None:
        errors = errors * m
        return fooled.mean() + weight * errors.sum() / (m.sum() * errors.size(1))
    return fooled.mean() + weight * errors.mean()


def best_constant(y: Tensor, p: int) -> Tensor:
    best = np.median if p == 1 else np.mean
    return torch.from_numpy(np.asarray(best(y.numpy(), axis=0)))


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
    softplus = nn.Softplus()
    critic.zero_grad()
    real = softplus(-critic(cond, y)).mean()
    fake = softplus(critic(cond, translator(cond).detach())).mean()
    # Two backward passes: gradients add up.
    real.backward()
    fake.backward()
    critic_optimizer.step()
    translator.zero_grad()
    y_hat = translator(cond)
    (softplus(-critic(cond, y_hat)).mean()).backward(retain_graph=True)
    errors = (y_hat - y).abs().pow(p)
    error = errors.mean() if m is None else errors.mul(m).sum() / m.expand_as(y).sum()
    (weight * error).backward()
    with torch.no_grad():
        loss_g = softplus(-critic(cond, y_hat)).mean() + weight * error
    translator_optimizer.step()
    return (real + fake).item(), loss_g.item()


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
    draws = np.random.default_rng(seed)
    one = torch.optim.Adam([{"params": critic.parameters()}], lr=lr, betas=(0.5, 0.999))
    other = torch.optim.Adam([{"params": translator.parameters()}], lr=lr, betas=(0.5, 0.999))
    losses = []
    for _ in range(steps):
        rows = torch.from_numpy(draws.choice(len(y), batch_size, replace=False))
        mask = None if m is None else m.index_select(0, rows)
        losses.append(
            pair_step(translator, critic, other, one, cond[rows], y[rows], weight, p, m=mask)
        )
    return losses
