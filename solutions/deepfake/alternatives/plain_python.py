"""Loops in Python wherever there can be some; two backward passes; with replacement."""

import cmath
import math

import torch
from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    rows = [(row - mean_from) * std_to / std_from + mean_to for row in x]
    return torch.stack(rows)


class Two(nn.Module):
    def __init__(self, a: int, b: int, c: int) -> None:
        super().__init__()
        self.first = nn.Linear(a, b)
        self.second = nn.Linear(b, c)

    def forward(self, x: Tensor) -> Tensor:
        return self.second(nn.functional.relu(self.first(x)))


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.enc = Two(pixels, hidden, code)
        self.dec_a = Two(code, hidden, pixels)
        self.dec_b = Two(code, hidden, pixels)

    def encode(self, x: Tensor) -> Tensor:
        return self.enc(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return (self.dec_a, self.dec_b)[who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return (self.dec_a, self.dec_b)[who](self.enc(x))

    def swap(self, x: Tensor, who: int) -> Tensor:
        return (self.dec_b, self.dec_a)[who](self.enc(x))


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    mse = nn.MSELoss()
    a = mse(net.decode(net.encode(noisy_a), 0), xa)
    b = mse(net.decode(net.encode(noisy_b), 1), xb)
    return a + b


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
    opt = torch.optim.Adam(net.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0)
    losses = []
    for _ in range(steps):
        opt.zero_grad()
        total = 0.0
        for who, x in enumerate([xa, xb]):
            rows = torch.randperm(len(x))[:batch_size]
            clean = x[rows]
            noisy = clean + torch.normal(0.0, 1.0, clean.shape, dtype=clean.dtype) * noise
            loss = ((net.decode(net.encode(noisy), who) - clean) ** 2).mean()
            loss.backward()
            total += loss.item()
        opt.step()
        losses.append(total)
    return losses


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    total, pairs = 0.0, 0
    s, t = scores.tolist(), labels.tolist()
    real = [score for score, label in zip(s, t, strict=True) if label == 0]
    for score, label in zip(s, t, strict=True):
        if label == 1:
            total += sum(1.0 if score > other else 0.5 if score == other else 0.0 for other in real)
            pairs += len(real)
    return total / pairs


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    held = set(test_sources.tolist())
    train = [i for i, each in enumerate(source.tolist()) if each not in held]
    test = [i for i, each in enumerate(source.tolist()) if each in held]
    return torch.tensor(train, dtype=torch.int64), torch.tensor(test, dtype=torch.int64)


def ring_spectrum(x: Tensor) -> Tensor:
    # The transform by its definition, as a product of two matrices of waves.
    S = x.shape[-1]
    freqs = [k - S // 2 for k in range(S)]
    waves = torch.tensor(
        [[cmath.exp(-2j * math.pi * u * y / S) for y in range(S)] for u in freqs],
        dtype=torch.complex128,
    )
    power = (waves @ x.to(torch.complex128) @ waves.T / S).abs() ** 2
    out = torch.zeros(len(x), S // 2 + 1, dtype=torch.float64)
    count = [0] * (S // 2 + 1)
    for i, u in enumerate(freqs):
        for j, v in enumerate(freqs):
            k = int(math.sqrt(u * u + v * v) + 0.5)
            if k <= S // 2:
                out[:, k] += power[:, i, j]
                count[k] += 1
    return (out / torch.tensor(count)).to(x.dtype)


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    sums: dict[int, list[Tensor]] = {}
    for logit, v in zip(logits, video.tolist(), strict=True):
        sums.setdefault(v, []).append(logit)
    return torch.stack([sum(sums[v]) / len(sums[v]) for v in sorted(sums)])


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    # Gradient descent with Nesterov's acceleration on standardised features.
    mean, std = x.mean(0), x.std(0, correction=0)
    std = torch.where(std > 0, std, 1)
    z = (x - mean) / std
    # w = v / std, so the penalty of v_j is l2 / std_j².
    penalty = l2 / std**2
    v, c = torch.zeros_like(mean), torch.zeros((), dtype=x.dtype)
    L = 0.25 * (z.shape[1] + 1) + float(penalty.max())
    old = (v, c)
    k = 1
    for _ in range(3000):
        beta = (k - 1) / (k + 2)
        lv, lc = v + beta * (v - old[0]), c + beta * (c - old[1])
        error = torch.sigmoid(z @ lv + lc) - y
        gv, gc = z.T @ error / len(y) + penalty * lv, error.mean()
        old = (v, c)
        v, c = lv - gv / L, lc - gc / L
        if (gv * (v - old[0])).sum() + gc * (c - old[1]) > 0:
            k = 1
        k += 1
    w = v / std
    return w, c - (w * mean).sum()
