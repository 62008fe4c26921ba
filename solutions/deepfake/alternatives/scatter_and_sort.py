"""Sorting and scattering; the module is one long list; the seed is that of torch's own generator."""

from itertools import pairwise

import torch
from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return torch.lerp(mean_to.to(x), mean_to.to(x) + std_to, (x - mean_from) / std_from)


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.networks = nn.ModuleList()
        for sizes in [(pixels, hidden, code), (code, hidden, pixels), (code, hidden, pixels)]:
            first, second = (nn.Linear(*pair) for pair in pairwise(sizes))
            self.networks.append(nn.Sequential(first, nn.ReLU(inplace=True), second))

    def encode(self, x: Tensor) -> Tensor:
        return self.networks[0](x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.networks[1 + who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.networks[1 + who](self.networks[0](x))

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.networks[2 - who](self.networks[0](x))


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    za, zb = net.encode(noisy_a), net.encode(noisy_b)
    errors_a, errors_b = (net.decode(za, 0) - xa).flatten(), (net.decode(zb, 1) - xb).flatten()
    return errors_a @ errors_a / len(errors_a) + errors_b @ errors_b / len(errors_b)


def train_swap(
    net: nn.Module,
    xa: Tensor,
    xb: Tensor,
    noise: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        optimizer = torch.optim.AdamW(net.parameters(), lr=lr, weight_decay=0.0)
        losses = []
        for _ in range(steps):
            a = xa[torch.randint(0, xa.shape[0], (batch_size,))]
            b = xb[torch.rand(len(xb)).argsort()[:batch_size]]
            noisy_a, noisy_b = (each + noise * torch.empty_like(each).normal_() for each in (a, b))
            loss = swap_loss(net, a, b, noisy_a, noisy_b)
            net.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    won = 0.0
    real = scores[labels == 0]
    for score in scores[labels == 1]:
        won += float((real < score).sum()) + float((real == score).sum()) / 2
    return won / (len(real) * (len(scores) - len(real)))


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = sorted(i for each in test_sources.unique() for i in torch.where(source == each)[0])
    rest = torch.ones(len(source), dtype=torch.bool)
    chosen = torch.tensor([int(i) for i in test], dtype=torch.int64)
    rest[chosen] = False
    return rest.nonzero().flatten(), chosen


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs().square()
    power = torch.fft.fftshift(power, dim=(-2, -1))
    y, z = torch.meshgrid(torch.arange(S), torch.arange(S), indexing="ij")
    radius = ((y - S // 2) ** 2 + (z - S // 2) ** 2).double().sqrt()
    return torch.stack(
        [power[:, (radius - k).abs() < 0.5].mean(dim=1) for k in range(S // 2 + 1)], dim=-1
    )


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    empty = torch.zeros(len(video.unique()), dtype=logits.dtype)
    return empty.scatter_reduce(0, video, logits, reduce="mean", include_self=False)


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    # Iteratively reweighted least squares, on features that are centred.
    centre = x.mean(0)
    z = torch.cat([x - centre, torch.ones(len(x), 1).to(x)], 1)
    P = l2 * len(y) * torch.eye(z.shape[1]).to(x)
    P[-1, -1] = 0
    theta = torch.zeros(z.shape[1]).to(x)
    for k in range(80):
        p = torch.sigmoid(z @ theta)
        s = (p * (1 - p)).clamp(min=1e-10)
        new = torch.linalg.solve((z.T * s) @ z + P, z.T @ (s * (z @ theta) + y - p))
        theta = theta + (new - theta) * (0.5 if k < 30 else 1.0)
    return theta[:-1], theta[-1] - theta[:-1] @ centre
