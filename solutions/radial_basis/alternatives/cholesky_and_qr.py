"""Factorisations, matrices of ones and zeros, and centres in the order of the first coordinate."""

import math

import torch
from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    # Coordinate by coordinate: no array of N times K times D.
    total = torch.zeros(X.shape[0], C.shape[0], dtype=X.dtype)
    for d in range(X.shape[1]):
        total = total + torch.subtract(X[:, d : d + 1], C[:, d]).pow(2)
    return total


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    gamma = 1 / (2 * sigma**2)
    return torch.exp(squared_distances(X, C).neg() * gamma)


def common_width(C: Tensor) -> float:
    largest = torch.sqrt(squared_distances(C, C)).max().item()
    return largest / math.sqrt(2.0 * C.size(0)) or 1.0


def local_widths(C: Tensor) -> Tensor:
    distances = torch.sqrt(squared_distances(C, C)).sort(dim=1).values
    widths = torch.ones(len(C), dtype=C.dtype)
    for k, row in enumerate(distances):
        others = row[row > 0]
        if len(others) > 0:
            widths[k] = others[0]
    return widths


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = torch.argmin(squared_distances(X, C), 1)
    belongs = torch.nn.functional.one_hot(labels, len(C)).to(X.dtype)
    counts = belongs.sum(0).unsqueeze(1)
    moved = (belongs.T @ X) / counts
    return labels, torch.where(counts == 0, C, moved)


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    Phi = rbf_features(X, C, sigma)
    K = Phi.shape[1]
    centred = Phi - Phi.mean(0, keepdim=True)
    if l2 > 0:
        L = torch.linalg.cholesky(centred.T @ centred + l2 * torch.eye(K, dtype=X.dtype))
        w = torch.cholesky_solve(centred.T @ (y - y.mean(0)), L)
    else:
        Q, R = torch.linalg.qr(centred)
        w = torch.linalg.solve_triangular(R, Q.T @ y, upper=True)
    return w, (y - Phi @ w).mean(0)


def xor_weights(sigma: float) -> tuple[float, float]:
    # With both sides multiplied by exp(z): cosh and its distance from 1.
    z = 1 / (2 * sigma**2)
    half = math.sinh(z / 2)
    return -math.exp(z) / (4 * half**2), math.cosh(z) / (2 * half**2)


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.log_softmax(-squared_distances(X, C) / (2 * sigma**2), dim=-1).exp()


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.cholesky_solve(y, torch.linalg.cholesky(rbf_features(X, X, sigma)))


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    Phi = rbf_features(X, C, sigma)
    return (torch.linalg.norm(Phi, 2) / torch.linalg.norm(Phi, -2)).item()


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator()
    generator.manual_seed(seed)
    rows = torch.multinomial(
        torch.ones(len(X), dtype=X.dtype), K, replacement=False, generator=generator
    )
    C, previous = X[rows], None
    while previous is None or (C - previous).abs().max() > 0:
        previous = C
        _, C = kmeans_step(X, C)
    C = C[C[:, 0].argsort()]
    sigma = 2 * local_widths(C)
    w, b = fit_rbf(X, y, C, sigma, l2)
    return C, sigma, w, b
