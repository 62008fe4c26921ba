"""The reference solution of the deepfake topic."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return (x - mean_from) / std_from * std_to + mean_to


def two_layers(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs))


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        self.decoders = nn.ModuleList(two_layers(code, hidden, pixels) for _ in range(2))

    def encode(self, x: Tensor) -> Tensor:
        return self.encoder(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoders[who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), 1 - who)


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    return ((back_a - xa) ** 2).mean() + ((back_b - xb) ** 2).mean()


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
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        a = xa[torch.randint(len(xa), (batch_size,))]
        b = xb[torch.randint(len(xb), (batch_size,))]
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    won = (fake > real).sum() + 0.5 * (fake == real).sum()
    return won.item() / (fake.numel() * real.numel())


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = torch.isin(source, test_sources)
    return (~test).nonzero()[:, 0], test.nonzero()[:, 0]


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs() ** 2
    f = torch.fft.fftfreq(S, 1 / S, dtype=torch.float64).round()
    ring = (f[:, None] ** 2 + f**2).sqrt().round()
    return torch.stack([power[:, ring == k].mean(1) for k in range(S // 2 + 1)], dim=1)


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    sums = logits.new_zeros(int(video.max()) + 1).index_add(0, video, logits)
    return sums / torch.bincount(video)


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    w = torch.zeros(x.shape[1], dtype=x.dtype, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [w, b],
        max_iter=1000,
        tolerance_grad=1e-12,
        tolerance_change=0,
        line_search_fn="strong_wolfe",
    )

    def objective() -> Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ w + b, y.to(x.dtype))
        loss = loss + l2 / 2 * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(objective)
    return w.detach(), b.detach()
