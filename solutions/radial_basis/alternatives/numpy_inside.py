"""NumPy wherever no gradient is asked for."""

import numpy as np
import torch
from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    differences = X.unsqueeze(1) - C.unsqueeze(0)
    return torch.einsum("nkd,nkd->nk", differences, differences)


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    scaled = squared_distances(X, C) / (sigma * sigma)
    return torch.exp(-0.5 * scaled)


def _distances(C: Tensor) -> np.ndarray:
    c = C.detach().numpy()
    return np.sqrt(((c[:, None, :] - c[None, :, :]) ** 2).sum(axis=-1))


def common_width(C: Tensor) -> float:
    d = _distances(C)
    return float(d.max() / np.sqrt(2 * d.shape[0])) if d.max() > 0 else 1.0


def local_widths(C: Tensor) -> Tensor:
    d = _distances(C)
    d[d == 0] = np.inf
    nearest = d.min(axis=1)
    nearest[np.isinf(nearest)] = 1.0
    return torch.from_numpy(nearest)


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    x, centres = X.numpy(), C.numpy().copy()
    labels = ((x[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
    for k in range(len(centres)):
        if np.any(labels == k):
            centres[k] = np.mean(x[labels == k], axis=0)
    return torch.from_numpy(labels.astype(np.int64)), torch.from_numpy(centres)


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    Phi, t = rbf_features(X, C, sigma).numpy(), y.numpy()
    if l2 == 0:
        A = np.hstack([Phi, np.ones((len(Phi), 1))])
        solution, *_ = np.linalg.lstsq(A, t, rcond=None)
        return torch.from_numpy(solution[:-1]), torch.from_numpy(solution[-1])
    mean = Phi.mean(axis=0)
    G = (Phi - mean).T @ (Phi - mean) + l2 * np.eye(Phi.shape[1])
    w = np.linalg.solve(G, (Phi - mean).T @ t)
    return torch.from_numpy(w), torch.from_numpy((t - Phi @ w).mean(axis=0))


def xor_weights(sigma: float) -> tuple[float, float]:
    z = 1 / (2 * sigma**2)
    w = -1 / np.expm1(-z) ** 2
    # At (0, 1) both bumps answer exp(-z), and the network 1.
    return float(w), float(-w * (1 + np.exp(-2 * z)))


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    a = -0.5 * squared_distances(X, C) / sigma**2
    a = a - a.max(dim=1, keepdim=True).values.detach()
    return a.exp() / a.exp().sum(dim=1, keepdim=True)


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.from_numpy(np.linalg.solve(rbf_features(X, X, sigma).numpy(), y.numpy()))


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    return float(np.linalg.cond(rbf_features(X, C, sigma).numpy()))


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    rng = np.random.default_rng(seed)
    C = X[torch.from_numpy(rng.choice(len(X), size=K, replace=False))]
    while True:
        labels, moved = kmeans_step(X, C)
        if (moved == C).all():
            break
        C = moved
    # One width: the mean distance to the neighbour.
    sigma = float(local_widths(C).mean())
    return (C, sigma, *fit_rbf(X, y, C, sigma, l2))
