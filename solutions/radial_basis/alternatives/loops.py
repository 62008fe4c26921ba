"""Loops over points and centres, and the normal equations."""

import math

import torch
from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    rows = []
    for x in X:
        rows.append(torch.stack([torch.dot(x - c, x - c) for c in C]))
    return torch.stack(rows)


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    columns = []
    for k in range(len(C)):
        width = sigma[k] if isinstance(sigma, Tensor) else sigma
        d2 = ((X - C[k]) ** 2).sum(1)
        columns.append(torch.exp(-d2 / (2 * width * width)))
    return torch.stack(columns, dim=1)


def common_width(C: Tensor) -> float:
    largest = 0.0
    for i in range(len(C)):
        for j in range(i):
            largest = max(largest, math.dist(C[i].tolist(), C[j].tolist()))
    if largest == 0:
        return 1.0
    return largest / math.sqrt(2 * len(C))


def local_widths(C: Tensor) -> Tensor:
    widths = []
    for c in C.tolist():
        others = [math.dist(c, other) for other in C.tolist() if other != c]
        widths.append(min(others) if others else 1.0)
    return torch.tensor(widths, dtype=torch.float64)


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = []
    for x in X:
        best, nearest = math.inf, 0
        for k, c in enumerate(C):
            d2 = float(((x - c) ** 2).sum())
            if d2 < best:
                best, nearest = d2, k
        labels.append(nearest)
    centres = []
    for k in range(len(C)):
        mine = [X[n] for n in range(len(X)) if labels[n] == k]
        centres.append(sum(mine) / len(mine) if mine else C[k])
    return torch.tensor(labels), torch.stack(centres)


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    K = len(C)
    A = torch.cat([rbf_features(X, C, sigma), torch.ones(len(X), 1, dtype=torch.float64)], dim=1)
    penalty = l2 * torch.eye(K + 1, dtype=torch.float64)
    penalty[K, K] = 0  # not the bias
    solution = torch.linalg.solve(A.T @ A + penalty, A.T @ y)
    return solution[:K], solution[K]


def xor_weights(sigma: float) -> tuple[float, float]:
    # 1 - exp(-z) is 2 exp(-z/2) sinh(z/2)
    z = 0.5 / sigma**2
    gap = 2 * math.exp(-z / 2) * math.sinh(z / 2)
    w = -1 / (gap * gap)
    return w, -w * (1 + math.exp(-2 * z))


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    rows = []
    for x in X:
        logs = torch.stack(
            [
                -((x - C[k]) ** 2).sum()
                / (2 * (sigma[k] if isinstance(sigma, Tensor) else sigma) ** 2)
                for k in range(len(C))
            ]
        )
        shares = torch.exp(logs - logs.max())
        rows.append(shares / shares.sum())
    return torch.stack(rows)


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    Phi = rbf_features(X, X, sigma)
    return torch.stack([torch.linalg.solve(Phi, y[:, m]) for m in range(y.shape[1])], dim=1)


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    _, S, _ = torch.linalg.svd(rbf_features(X, C, sigma), full_matrices=False)
    return float(max(S) / min(S))


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    import random

    chosen = random.Random(seed).sample(range(len(X)), K)
    C = X[chosen]
    labels = None
    while True:
        # The labels alone say whether something still moves; a matrix keeps it fast.
        nearest = ((X[:, None] - C[None]) ** 2).sum(-1).argmin(1)
        if labels is not None and torch.equal(nearest, labels):
            break
        labels = nearest
        C = torch.stack([X[labels == k].mean(0) if (labels == k).any() else C[k] for k in range(K)])
    sigma = common_width(C)
    w, b = fit_rbf(X, y, C, sigma, l2)
    return C, sigma, w, b
