# WRONG: float32 codes get float64 weights. Must lose points in: linear_probe
"""Features from few labels."""

from collections.abc import Callable

import torch
from torch import Tensor


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Labelled rows of each class first, then one permutation of what is left."""
    drawn = torch.Generator().manual_seed(seed)
    picked = []
    for kind in y.unique():
        rows = (y == kind).nonzero().flatten()
        picked.append(rows[torch.randperm(len(rows), generator=drawn)[:per_class]])
    labelled = torch.cat(picked)
    free = torch.ones(len(y), dtype=torch.bool)
    free[labelled] = False
    rest = free.nonzero().flatten()
    rest = rest[torch.randperm(len(rest), generator=drawn)]
    end = n_validation + n_test
    return labelled, rest[:n_validation], rest[n_validation:end], rest[end:]


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    """Take the first row off, so that constant columns are exactly 0; scale before squaring."""
    origin = fit[:1]
    moved = fit - origin
    middle = moved.mean(dim=0, keepdim=True)
    centred = moved - middle
    constant = (moved == 0).all(dim=0, keepdim=True)
    largest = centred.abs().amax(dim=0, keepdim=True)
    largest = torch.where(constant, torch.ones_like(largest), largest)
    spread = largest * (centred / largest).square().mean(dim=0, keepdim=True).sqrt()
    spread = torch.where(constant, torch.ones_like(spread), spread)
    return ((x - origin) - middle) / spread


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """The code."""
    W, b, _, _ = parameters
    return torch.tanh(x @ W + b)


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """The mean squared error over rows and pixels."""
    _, _, V, c = parameters
    return (encode(x, parameters) @ V + c - x).square().mean()


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    """Adam by hand, minibatches without replacement."""
    drawn = torch.Generator().manual_seed(seed)
    own = [p.detach().clone() for p in parameters]
    first = [torch.zeros_like(p) for p in own]
    second = [torch.zeros_like(p) for p in own]
    losses = []
    for step in range(1, steps + 1):
        batch = x[torch.randperm(len(x), generator=drawn)[:batch_size]]
        leaves = [p.clone().requires_grad_() for p in own]
        W, b, V, c = leaves
        loss = ((torch.tanh(batch @ W + b) @ V + c - batch) ** 2).mean()
        losses.append(loss.item())
        for i, g in enumerate(torch.autograd.grad(loss, leaves)):
            first[i] = 0.9 * first[i] + 0.1 * g
            second[i] = 0.999 * second[i] + 0.001 * g * g
            m = first[i] / (1 - 0.9**step)
            v = second[i] / (1 - 0.999**step)
            own[i] = own[i] - lr * m / (v.sqrt() + 1e-8)
    return own, losses


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    """Ridge by the singular values of the centred codes, in float64."""
    wide = z.double()
    origin = wide[:1]
    moved = wide - origin
    middle = moved.mean(dim=0)
    targets = torch.nn.functional.one_hot(y, classes).double()
    U, s, Vt = torch.linalg.svd(moved - middle, full_matrices=False)
    s = torch.where(s > s.max() * 1e-15 * max(z.shape), s, torch.zeros_like(s))
    A = Vt.T @ ((s / (s * s + l2))[:, None] * (U.T @ (targets - targets.mean(dim=0))))
    a = targets.mean(dim=0) - (origin[0] + middle) @ A
    return A, a


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    """One new code after the other."""
    told = torch.zeros(len(new), dtype=torch.int64)
    for m, code in enumerate(new):
        squares = (z.double() - code.double()).square().sum(dim=1)
        near = torch.sort(squares, stable=True).indices[:k]
        labels, votes = torch.unique(y[near], return_counts=True)
        told[m] = labels[votes == votes.max()].min()
    return told


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    """The mean of the recalls."""
    shares = [(predicted[y == kind] == kind).double().mean().item() for kind in y.unique()]
    return sum(shares) / len(shares)


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    """max takes the first of several."""
    right = [int((told(x_validation) == y_validation).sum()) for told in candidates]
    index = max(range(len(right)), key=right.__getitem__)
    return index, candidates[index](x_test)
