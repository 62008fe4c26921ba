"""The library's distances in the mode that loses no digits, and logarithms of sums."""

import torch
from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return torch.cdist(X, C, compute_mode="donot_use_mm_for_euclid_dist").square()


def exponents(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return -squared_distances(X, C) / (2 * torch.as_tensor(sigma, dtype=X.dtype).square())


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return exponents(X, C, sigma).exp()


def common_width(C: Tensor) -> float:
    K = C.shape[0]
    if torch.equal(C, C[:1].expand_as(C)):
        return 1.0
    return float(torch.pdist(C).max()) / (2 * K) ** 0.5


def local_widths(C: Tensor) -> Tensor:
    same = (C[:, None] == C[None]).all(dim=-1)
    distances = squared_distances(C, C).sqrt().masked_fill(same, float("inf"))
    widths = distances.amin(dim=1)
    return widths.masked_fill(same.all(dim=1), 1.0)


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = torch.min(squared_distances(X, C), dim=1).indices
    counts = torch.bincount(labels, minlength=len(C))
    sums = torch.zeros_like(C).index_add_(0, labels, X)
    means = sums / counts.clamp(min=1)[:, None]
    return labels, torch.where(counts[:, None] > 0, means, C)


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    # One problem, in which the bias is a column of ones without penalty.
    N, K = len(X), len(C)
    A = torch.zeros(N + K, K + 1, dtype=X.dtype)
    A[:N, :K] = rbf_features(X, C, sigma)
    A[:N, K] = 1
    A[N:, :K] = l2**0.5 * torch.eye(K, dtype=X.dtype)
    t = torch.zeros(N + K, y.shape[1], dtype=X.dtype)
    t[:N] = y
    solution = torch.linalg.lstsq(A, t).solution
    return solution[:K], solution[K]


def xor_weights(sigma: float) -> tuple[float, float]:
    z = torch.tensor(1 / (2 * sigma * sigma), dtype=torch.float64)
    gap = torch.expm1(-z)
    w = -1 / gap.square()
    return w.item(), (-w * (1 + torch.exp(-2 * z))).item()


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    logs = exponents(X, C, sigma)
    return torch.exp(logs - torch.logsumexp(logs, dim=1, keepdim=True))


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.linalg.inv(rbf_features(X, X, sigma)) @ y


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    return torch.linalg.cond(rbf_features(X, C, sigma)).item()


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    torch.manual_seed(seed)
    C = X[torch.randperm(len(X))[:K]].clone()
    for _ in range(1000):
        _, moved = kmeans_step(X, C)
        if torch.allclose(moved, C, rtol=0, atol=1e-12):
            break
        C = moved
    sigma = local_widths(C)
    w, b = fit_rbf(X, y, C, sigma, l2)
    return C, sigma, w, b
