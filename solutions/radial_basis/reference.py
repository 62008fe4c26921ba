"""Radial basis functions: the reference solution."""

import math

import torch
from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return ((X[:, None] - C) ** 2).sum(dim=2)


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.exp(-squared_distances(X, C) / (2 * sigma**2))


def common_width(C: Tensor) -> float:
    largest = squared_distances(C, C).max().sqrt().item()
    return largest / math.sqrt(2 * len(C)) if largest > 0 else 1.0


def local_widths(C: Tensor) -> Tensor:
    squares = squared_distances(C, C)
    nearest = torch.where(squares > 0, squares, math.inf).min(dim=1).values.sqrt()
    return torch.where(nearest.isinf(), 1.0, nearest)


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(dim=1)
    moved = C.clone()
    for k in labels.unique():
        moved[k] = X[labels == k].mean(dim=0)
    return labels, moved


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    # The best bias makes the mean error 0: without the means, only the weights are left to find.
    features = rbf_features(X, C, sigma)
    mean, target_mean = features.mean(dim=0), y.mean(dim=0)
    K, M = features.shape[1], y.shape[1]
    # The penalty is K more rows, whose targets are 0.
    rows = torch.cat([features - mean, math.sqrt(l2) * torch.eye(K, dtype=X.dtype)])
    targets = torch.cat([y - target_mean, torch.zeros(K, M, dtype=X.dtype)])
    w = torch.linalg.lstsq(rows, targets).solution
    return w, target_mean - mean @ w


def xor_weights(sigma: float) -> tuple[float, float]:
    exponent = -1 / (2 * sigma**2)
    gap = -math.expm1(exponent)
    return -1 / gap**2, (1 + math.exp(2 * exponent)) / gap**2


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.softmax(-squared_distances(X, C) / (2 * sigma**2), dim=1)


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.linalg.solve(rbf_features(X, X, sigma), y)


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    values = torch.linalg.svdvals(rbf_features(X, C, sigma))
    return (values[0] / values[-1]).item()


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
