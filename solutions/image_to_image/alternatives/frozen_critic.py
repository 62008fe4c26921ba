"""The critic is frozen while the translator moves; binary cross-entropy; pairs are drawn in epochs."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn
from torch.optim import Optimizer


def damage(x: Tensor, m: Tensor) -> Tensor:
    known = torch.where(m.expand_as(x) > 0.5, torch.zeros_like(x), x)
    return torch.hstack([known, m])


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    answer = x.clone()
    hole = m.bool().expand_as(x)
    answer[hole] = y[hole]
    return answer


def to_grey(rgb: Tensor) -> Tensor:
    weights = torch.tensor([0.299, 0.587, 0.114], dtype=rgb.dtype).view(1, 3, 1, 1)
    return F.conv2d(rgb, weights)


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    # The rows of a matrix: red, green and blue of brightness and both differences.
    matrix = torch.tensor(
        [[1, 0, 1], [1, -0.114 / 0.587, -0.299 / 0.587], [1, 1, 0]], dtype=grey.dtype
    )
    return torch.einsum("ok,nkhw->nohw", matrix, torch.cat([grey, chroma], dim=1))


def edges(x: Tensor, t: float) -> Tensor:
    padded = F.pad(x, (0, 1, 0, 1), mode="replicate")
    right = (padded[:, :, :-1, 1:] - x).abs()
    below = (padded[:, :, 1:, :-1] - x).abs()
    return torch.cat([right, below], dim=1).amax(1, keepdim=True).gt(t).type_as(x)


class PatchCritic(nn.Sequential):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__(
            nn.Conv2d(channels, hidden, kernel_size=4, stride=2, padding=1),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(hidden, 1, kernel_size=4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:  # type: ignore[override] -- a pair
        return super().forward(torch.cat([cond, picture], dim=1))


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    true = F.binary_cross_entropy_with_logits(real, torch.ones_like(real))
    return true + F.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    error = (F.l1_loss if p == 1 else F.mse_loss)(y_hat, y, reduction="none")
    if m is not None:
        m = m.expand_as(error)
        error = error * m / m.mean()
    fooled = F.binary_cross_entropy_with_logits(fake, torch.ones_like(fake))
    return fooled + weight * error.mean()


def best_constant(y: Tensor, p: int) -> Tensor:
    if p == 2:
        return y.sum(0) / y.shape[0]
    # The lower one of the two in the middle, and, the other way up, the higher one.
    return (y.median(0).values - (-y).median(0).values) / 2


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
    with torch.no_grad():
        made = translator(cond)
    critic_optimizer.zero_grad(set_to_none=False)
    loss_d = critic_loss(critic(cond, y), critic(cond, made))
    loss_d.backward()
    critic_optimizer.step()

    before = [parameter.requires_grad for parameter in critic.parameters()]
    critic.requires_grad_(False)
    translator_optimizer.zero_grad(set_to_none=False)
    made = translator(cond)
    loss_g = translator_loss(critic(cond, made), made, y, weight, p, m)
    loss_g.backward()
    translator_optimizer.step()
    for parameter, each in zip(critic.parameters(), before, strict=True):
        parameter.requires_grad_(each)
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
    adam = [
        torch.optim.Adam(network.parameters(), lr, betas=(0.5, 0.999), foreach=False)
        for network in (translator, critic)
    ]
    order: list[int] = []
    losses = []
    for _ in range(steps):
        if len(order) < batch_size:
            order = torch.randperm(len(y)).tolist()
        rows, order = order[:batch_size], order[batch_size:]
        masks = [] if m is None else [m[rows]]
        losses.append(pair_step(translator, critic, *adam, cond[rows], y[rows], weight, p, *masks))
    return losses
