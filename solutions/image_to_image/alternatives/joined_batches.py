"""True and translated pairs go through the critic as one batch; a data loader draws them."""

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer
from torch.utils.data import DataLoader, TensorDataset


def damage(x: Tensor, m: Tensor) -> Tensor:
    N, C, H, W = x.shape
    answer = torch.empty(N, C + 1, H, W, dtype=x.dtype)
    answer[:, :C] = x
    answer[:, :C].masked_fill_(m == 1, 0.0)
    answer[:, C:] = m
    return answer


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return x * (m == 0) + y * (m == 1)


def to_grey(rgb: Tensor) -> Tensor:
    return 0.299 * rgb[:, :1] + 0.587 * rgb[:, 1:2] + 0.114 * rgb[:, 2:]


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    blue, red = (grey + chroma[:, k : k + 1] for k in (0, 1))
    return torch.cat([red, (grey - 0.299 * red - 0.114 * blue) / 0.587, blue], 1)


def edges(x: Tensor, t: float) -> Tensor:
    change = torch.zeros_like(x)
    change[..., :-1] = (x[..., 1:] - x[..., :-1]).abs()
    change[..., :-1, :] = torch.maximum(change[..., :-1, :], (x[..., 1:, :] - x[..., :-1, :]).abs())
    return (change.max(dim=1, keepdim=True).values > t).to(x.dtype)


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(hidden, 1, 4, 2, 1)
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        return self.net(torch.cat([cond, picture], 1))


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    zero = torch.zeros((), dtype=real.dtype)
    return torch.logaddexp(zero, -real).mean() + torch.logaddexp(zero, fake).mean()


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    count = torch.ones_like(y) if m is None else m * torch.ones_like(y)
    powers = ((y_hat - y) ** 2 if p == 2 else (y_hat - y).abs()) * count
    zero = torch.zeros((), dtype=fake.dtype)
    return torch.logaddexp(zero, -fake).mean() + weight * powers.sum() / count.sum()


def best_constant(y: Tensor, p: int) -> Tensor:
    if p == 2:
        return y.mean(dim=0)
    N = y.shape[0]
    low = y.kthvalue((N + 1) // 2, dim=0).values
    high = y.kthvalue(N // 2 + 1, dim=0).values
    return 0.5 * (low + high)


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
    answer = translator(cond)
    both = critic(torch.cat([cond, cond]), torch.cat([y, answer.detach()]))
    loss_d = critic_loss(both[: len(y)], both[len(y) :])
    for parameter in [*critic.parameters(), *translator.parameters()]:
        parameter.grad = None
    loss_d.backward()
    critic_optimizer.step()
    loss_g = translator_loss(critic(cond, answer), answer, y, weight, p, m)
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
    generator = torch.Generator()
    generator.manual_seed(seed)
    data = TensorDataset(cond, y) if m is None else TensorDataset(cond, y, m)
    loader = DataLoader(data, batch_size, shuffle=True, drop_last=True, generator=generator)
    of_translator = Adam(translator.parameters(), lr=lr, betas=(0.5, 0.999))
    of_critic = Adam(critic.parameters(), lr=lr, betas=(0.5, 0.999))
    losses: list[tuple[float, float]] = []
    while len(losses) < steps:
        for given, truth, *masks in loader:
            if len(losses) == steps:
                break
            losses.append(
                pair_step(
                    translator, critic, of_translator, of_critic, given, truth, weight, p, *masks
                )
            )
    return losses
