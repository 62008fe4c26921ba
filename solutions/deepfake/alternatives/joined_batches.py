"""Both people go through the encoder together; shuffled order; Newton's steps."""

import torch
from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    scale = std_to / std_from
    return x * scale + (mean_to - mean_from * scale)


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.e1, self.e2 = nn.Linear(pixels, hidden), nn.Linear(hidden, code)
        self.a1, self.a2 = nn.Linear(code, hidden), nn.Linear(hidden, pixels)
        self.b1, self.b2 = nn.Linear(code, hidden), nn.Linear(hidden, pixels)

    def encode(self, x: Tensor) -> Tensor:
        return self.e2(self.e1(x).clamp(min=0))

    def decode(self, z: Tensor, who: int) -> Tensor:
        if who == 0:
            return self.a2(torch.relu(self.a1(z)))
        return self.b2(torch.relu(self.b1(z)))

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self(x, 0 if who else 1)


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    z = net.encode(torch.cat([noisy_a, noisy_b]))
    za, zb = z.split([len(xa), len(xb)])
    parts = [net.decode(za, 0) - xa, net.decode(zb, 1) - xb]
    return sum(part.square().sum() / part.numel() for part in parts)


def pieces(n: int, size: int, generator: torch.Generator):
    while True:
        order = torch.randperm(n, generator=generator)
        yield from (order[k : k + size] for k in range(0, n - size + 1, size))


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
    generator = torch.Generator().manual_seed(seed)
    rows_a = pieces(len(xa), batch_size, generator)
    rows_b = pieces(len(xb), batch_size, generator)
    adam = torch.optim.Adam(net.parameters(), lr)
    losses = []
    for _ in range(steps):
        both = torch.cat([xa[next(rows_a)], xb[next(rows_b)]])
        noisy = both + torch.randn(both.shape, generator=generator, dtype=both.dtype) * noise
        za, zb = net.encode(noisy).chunk(2)
        back = torch.cat([net.decode(za, 0), net.decode(zb, 1)])
        loss = 2 * (back - both).square().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(float(loss))
    return losses


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    # By the ranks of the fakes, with the mean rank where scores are equal.
    _, place, count = scores.unique(return_inverse=True, return_counts=True)
    last = count.cumsum(0).double()
    rank = (last - (count - 1) / 2)[place]
    n1 = int(labels.sum())
    n0 = len(labels) - n1
    return (rank[labels == 1].sum().item() - n1 * (n1 + 1) / 2) / (n1 * n0)


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    held = (source[:, None] == test_sources[None]).any(1)
    index = torch.arange(len(source))
    return index[~held], index[held]


def ring_spectrum(x: Tensor) -> Tensor:
    N, S, _ = x.shape
    power = torch.fft.fftshift(torch.fft.fft2(x) / S, dim=(1, 2)).abs().square()
    k = torch.arange(S) - S // 2
    ring = torch.hypot(k[:, None].double(), k[None].double()).round().long().flatten()
    sums = torch.zeros(N, int(ring.max()) + 1, dtype=x.dtype).index_add(1, ring, power.flatten(1))
    return (sums / torch.bincount(ring))[:, : S // 2 + 1]


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    return torch.stack([logits[video == v].mean() for v in range(int(video.max()) + 1)])


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    X = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)
    penalty = torch.full((X.shape[1],), float(l2), dtype=x.dtype)
    penalty[-1] = 0
    theta = torch.zeros(X.shape[1], dtype=x.dtype)

    def objective(theta: Tensor) -> Tensor:
        t = X @ theta
        return (nn.functional.softplus(t) - y * t).mean() + (penalty * theta**2).sum() / 2

    for _ in range(60):
        p = torch.sigmoid(X @ theta)
        gradient = X.T @ (p - y) / len(y) + penalty * theta
        hessian = (X * (p * (1 - p))[:, None]).T @ X / len(y) + torch.diag(penalty)
        step = torch.linalg.lstsq(hessian, gradient[:, None]).solution[:, 0]
        size = 1.0
        while objective(theta - size * step) > objective(theta) and size > 1e-6:
            size /= 2
        theta = theta - size * step
    return theta[:-1], theta[-1]
