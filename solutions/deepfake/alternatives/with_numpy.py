"""NumPy where no gradient is needed, and a generator of its own for draws."""

import numpy as np
import torch
from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    out = x.clone()
    out -= mean_from
    out /= std_from
    out *= std_to
    out += mean_to
    return out


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        down = [nn.Linear(pixels, hidden), nn.ReLU(), nn.Linear(hidden, code)]
        self.down = nn.Sequential(*down)
        for name in ("up0", "up1"):
            up = [nn.Linear(code, hidden), nn.ReLU(), nn.Linear(hidden, pixels)]
            setattr(self, name, nn.Sequential(*up))

    def encode(self, x: Tensor) -> Tensor:
        return self.down(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return getattr(self, f"up{who}")(z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.forward(x, int(not who))


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    mse = nn.functional.mse_loss
    return sum(
        mse(net.decode(net.encode(noisy), who), x)
        for who, (noisy, x) in enumerate(((noisy_a, xa), (noisy_b, xb)))
    )


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
    rng = np.random.default_rng(seed)
    opt = torch.optim.Adam(net.parameters(), lr=lr, foreach=False)
    losses = []
    for _ in range(steps):
        clean, noisy = [], []
        for x in (xa, xb):
            rows = torch.from_numpy(rng.choice(len(x), batch_size, replace=False))
            clean.append(x[rows])
            drawn = torch.from_numpy(rng.normal(0, noise, clean[-1].shape))
            noisy.append(clean[-1] + drawn.to(x.dtype))
        opt.zero_grad(set_to_none=False)
        loss = swap_loss(net, *clean, *noisy)
        loss.backward()
        opt.step()
        losses.append(loss.detach().item())
    return losses


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    s, y = scores.numpy(), labels.numpy()
    # The curve itself, and the trapezoids below it.
    hits, false = [0.0], [0.0]
    for threshold in np.unique(s)[::-1]:
        hits.append(float((s[y == 1] >= threshold).mean()))
        false.append(float((s[y == 0] >= threshold).mean()))
    return float(np.trapezoid(hits, false))


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    held = np.isin(source.numpy(), test_sources.numpy())
    return torch.from_numpy(np.flatnonzero(~held)), torch.from_numpy(np.flatnonzero(held))


def ring_spectrum(x: Tensor) -> Tensor:
    p = x.numpy()
    S = p.shape[-1]
    k = np.round(np.fft.fftfreq(S) * S)
    ring = np.rint(np.sqrt(k[:, None] ** 2 + k**2)).astype(int)
    power = np.abs(np.fft.fft2(p)) ** 2 / S**2
    rings = [power[:, ring == each].mean(axis=1) for each in range(S // 2 + 1)]
    return torch.from_numpy(np.stack(rings, axis=1)).to(x.dtype)


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    v = video.numpy()
    means = np.bincount(v, weights=logits.double().numpy()) / np.bincount(v)
    return torch.from_numpy(means).to(logits.dtype)


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    X = np.column_stack([x.numpy(), np.ones(len(x))])
    t = y.numpy()
    ridge = np.diag([l2] * x.shape[1] + [0.0])
    theta = np.zeros(X.shape[1])
    for _ in range(20000):
        # The bound of Böhning and Lindsay: the curvature is nowhere above a quarter.
        p = 1 / (1 + np.exp(-np.clip(X @ theta, -500, 500)))
        gradient = X.T @ (p - t) / len(t) + ridge @ theta
        curvature = X.T @ X / (4 * len(t)) + ridge + 1e-12 * np.eye(len(theta))
        step = np.linalg.solve(curvature, gradient)
        theta = theta - step
        if np.abs(step).max() < 1e-11:
            break
    return torch.from_numpy(theta[:-1]), torch.tensor(theta[-1])
