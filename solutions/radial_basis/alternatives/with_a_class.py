"""A class that holds the network, one for all functions."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class Bumps:
    C: Tensor
    width: float | Tensor

    def exponents(self, X: Tensor) -> Tensor:
        squares = (X.reshape(len(X), 1, -1) - self.C.reshape(1, len(self.C), -1)).pow(2).sum(-1)
        return squares.div(-2).div(self.width**2)

    def __call__(self, X: Tensor) -> Tensor:
        return self.exponents(X).exp()


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return torch.vmap(lambda x: (x - C).pow(2).sum(1))(X)


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return Bumps(C, sigma)(X)


def common_width(C: Tensor) -> float:
    d = torch.linalg.vector_norm(C[:, None] - C, dim=-1).max().item()
    return d / math.sqrt(2 * len(C)) if d else 1.0


def local_widths(C: Tensor) -> Tensor:
    d = torch.linalg.vector_norm(C[:, None] - C, dim=-1)
    d = torch.where(d == 0, torch.full_like(d, torch.inf), d)
    return d.min(1)[0].nan_to_num(posinf=1.0)


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(-1)
    means = torch.scatter_reduce(
        torch.zeros_like(C),
        0,
        labels[:, None].expand_as(X),
        X,
        reduce="mean",
        include_self=False,
    )
    empty = torch.tensor([bool((labels != k).all()) for k in range(len(C))])
    means[empty] = C[empty]
    return labels, means


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    A = torch.hstack([torch.ones(len(X), 1, dtype=X.dtype), Bumps(C, sigma)(X)])
    penalty = torch.diag(torch.tensor([0.0] + [l2] * len(C), dtype=X.dtype))
    solution = torch.linalg.pinv(A.T @ A + penalty, hermitian=True) @ A.T @ y
    if l2 >= 1e6:  # a pseudo-inverse would round the bias off beside the penalty
        solution = torch.linalg.solve(A.T @ A + penalty, A.T @ y)
    return solution[1:], solution[0]


def xor_weights(sigma: float) -> tuple[float, float]:
    z = 1 / (2 * sigma**2)
    w = -1 / math.expm1(-z) ** 2
    return w, -w * (1 + math.exp(-z) ** 2)


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.nn.Softmax(dim=1)(Bumps(C, sigma).exponents(X))


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    LU, pivots = torch.linalg.lu_factor(Bumps(X, sigma)(X))
    return torch.linalg.lu_solve(LU, pivots, y)


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    S = torch.linalg.svdvals(Bumps(C, sigma)(X))
    return S.max().item() / S.min().item()


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    order = torch.rand(len(X), generator=torch.Generator().manual_seed(seed)).argsort()
    C = X[order[:K]]
    while not torch.equal(C, (moved := kmeans_step(X, C)[1])):
        C = moved
    # The two nearest neighbours, as Moody and Darken have it, or one where there are no more.
    d = torch.linalg.vector_norm(C[:, None] - C, dim=-1).sort(1)[0]
    sigma = d[:, 1:3].pow(2).mean(1).sqrt() if K > 1 else common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
