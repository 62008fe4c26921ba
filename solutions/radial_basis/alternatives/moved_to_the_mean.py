"""Distances by the expansion, about a common middle, and the first centres far apart."""

import math

import torch
from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    # About the middle of the centres the numbers are as small as the distances are.
    middle = C.mean(dim=0).detach()
    X, C = X - middle, C - middle
    squares = X.square().sum(1, keepdim=True) - 2 * X @ C.T + C.square().sum(1)
    return squares.clamp(min=0)  # where a point lies on a centre, rounding may leave less


def _squares(X: Tensor, C: Tensor) -> Tensor:
    """Exact where two are equal, for comparisons."""
    return torch.linalg.vector_norm(X[:, None] - C, dim=2) ** 2


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    width = sigma if isinstance(sigma, Tensor) else torch.full((len(C),), sigma, dtype=X.dtype)
    return torch.exp(-((X[:, None] - C) / width[:, None]).square().sum(dim=2) / 2)


def common_width(C: Tensor) -> float:
    if len(C) == 1:
        return 1.0
    largest = max(torch.dist(a, b).item() for a in C for b in C)
    return 1.0 if largest == 0 else largest / (2 * len(C)) ** 0.5


def local_widths(C: Tensor) -> Tensor:
    places = torch.unique(C, dim=0)
    if len(places) == 1:
        return torch.ones(len(C), dtype=C.dtype)
    return _squares(C, places).topk(2, dim=1, largest=False).values[:, 1].sqrt()


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    squares = _squares(X, C)
    first = squares == squares.amin(dim=1, keepdim=True)
    labels = first.int().argmax(dim=1)
    return labels, torch.stack(
        [X[labels == k].mean(dim=0) if k in labels else C[k] for k in range(len(C))]
    )


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    # Ridge by singular values.
    features = rbf_features(X, C, sigma)
    U, S, Vt = torch.linalg.svd(features - features.mean(0), full_matrices=False)
    shrunk = S / (S * S + l2) if l2 else 1 / S
    w = Vt.T @ (shrunk[:, None] * (U.T @ (y - y.mean(0))))
    return w, y.mean(0) - features.mean(0) @ w


def xor_weights(sigma: float) -> tuple[float, float]:
    z = -1 / (2 * sigma**2)
    w = -1 / math.expm1(z) ** 2
    return w, 1 - 2 * w * math.exp(z)


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    width = sigma if isinstance(sigma, Tensor) else torch.full((len(C),), sigma, dtype=X.dtype)
    exponents = -((X[:, None] - C) ** 2).sum(dim=2) / (2 * width**2)
    # The share of k is one over the sum of what the others are to it; e^700 is no overflow yet.
    return 1 / torch.exp((exponents[:, None, :] - exponents[:, :, None]).clamp(max=700)).sum(dim=2)


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.linalg.lstsq(rbf_features(X, X, sigma), y).solution


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    features = rbf_features(X, C, sigma)
    inverse = torch.linalg.pinv(features, rtol=0)
    return (torch.linalg.matrix_norm(features, 2) * torch.linalg.matrix_norm(inverse, 2)).item()


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    # k-means++: each further row is drawn by its squared distance to those that are there.
    generator = torch.Generator().manual_seed(seed)
    rows = [int(torch.randint(len(X), (1,), generator=generator))]
    for _ in range(K - 1):
        far = _squares(X, X[rows]).amin(dim=1)
        rows.append(int(torch.multinomial(far, 1, generator=generator)))
    C = X[rows]
    moving = True
    while moving:
        _, moved = kmeans_step(X, C)
        moving = not torch.equal(moved, C)
        C = moved
    sigma = torch.full((K,), 1.5 * float(local_widths(C).mean()), dtype=X.dtype)
    w, b = fit_rbf(X, y, C, sigma, l2)
    return C, sigma, w, b
