"""torch's default dtype is float64; Adam is written out; logsigmoid; gradients without backward."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn
from torch.optim import Optimizer

torch.set_default_dtype(torch.float64)


def damage(x: Tensor, m: Tensor) -> Tensor:
    return torch.cat((x.masked_fill(m.bool(), 0), m), 1)


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return (1 - m) * x + m * y


def to_grey(rgb: Tensor) -> Tensor:
    weights = rgb.new_tensor([0.299, 0.587, 0.114])
    return torch.tensordot(rgb, weights, dims=([1], [0])).unsqueeze(1)


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    blue = grey[:, 0] + chroma[:, 0]
    red = grey[:, 0] + chroma[:, 1]
    green = (grey[:, 0] - 0.299 * red - 0.114 * blue) / 0.587
    return torch.stack([red, green, blue], dim=1)


def edges(x: Tensor, t: float) -> Tensor:
    found = torch.zeros_like(x, dtype=torch.bool)
    found[:, :, :, :-1] |= x.diff(dim=3).abs() > t
    found[:, :, :-1] |= x.diff(dim=2).abs() > t
    return found.any(1, keepdim=True).to(x.dtype)


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, hidden, 4, 2, 1)
        self.conv2 = nn.Conv2d(hidden, 1, 4, 2, 1)

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        h = self.conv1(torch.cat((cond, picture), 1))
        return self.conv2(torch.maximum(h, 0.2 * h))


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return -(F.logsigmoid(real).mean() + F.logsigmoid(-fake).mean())


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    if m is None:
        m = torch.ones_like(y[:, :1])
    difference = (y_hat - y)[m.expand_as(y) == 1]
    error = difference.abs().mean() if p == 1 else difference.square().mean()
    return -F.logsigmoid(fake).mean() + weight * error


def best_constant(y: Tensor, p: int) -> Tensor:
    return y.mean(0) if p == 2 else torch.quantile(y, 0.5, dim=0)


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
    with torch.no_grad():
        copy = y_hat.clone()
    loss_d = critic_loss(critic(cond, y), critic(cond, copy))
    parameters = list(critic.parameters())
    for parameter, gradient in zip(
        parameters, torch.autograd.grad(loss_d, parameters), strict=True
    ):
        parameter.grad = gradient
    critic_optimizer.step()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    parameters = list(translator.parameters())
    for parameter, gradient in zip(
        parameters, torch.autograd.grad(loss_g, parameters), strict=True
    ):
        parameter.grad = gradient
    translator_optimizer.step()
    return float(loss_d.detach()), float(loss_g.detach())


class MyAdam(Optimizer):
    def __init__(self, parameters, lr: float) -> None:
        super().__init__(parameters, {"lr": lr})
        self.steps = 0

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override] -- no closure
        self.steps += 1
        for group in self.param_groups:
            for parameter in group["params"]:
                state = self.state[parameter]
                if not state:
                    state["mean"] = torch.zeros_like(parameter)
                    state["square"] = torch.zeros_like(parameter)
                state["mean"] += 0.5 * (parameter.grad - state["mean"])
                state["square"] += 0.001 * (parameter.grad**2 - state["square"])
                mean = state["mean"] / (1 - 0.5**self.steps)
                square = state["square"] / (1 - 0.999**self.steps)
                parameter -= group["lr"] * mean / (square.sqrt() + 1e-8)


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
    generator = torch.Generator().manual_seed(seed)
    optimizers = [MyAdam(network.parameters(), lr) for network in (translator, critic)]
    losses = []
    for _ in range(steps):
        rows = torch.randperm(len(y), generator=generator)[:batch_size]
        mask = m if m is None else m[rows]
        losses.append(
            pair_step(translator, critic, *optimizers, cond[rows], y[rows], weight, p, mask)
        )
    return losses
