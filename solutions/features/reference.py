"""The reference of the topic on features from few labels."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(y), generator=generator)
    test, validation = order[:n_test], order[n_test : n_test + n_validation]
    rest = order[n_test + n_validation :]
    kinds = [rest[y[rest] == kind] for kind in torch.unique(y)]
    labelled = torch.cat([rows[:per_class] for rows in kinds])
    unlabelled = torch.cat([rows[per_class:] for rows in kinds])
    return labelled, validation, test, unlabelled


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = fit.amax(dim=0) == fit.amin(dim=0)
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.where(constant, 1, off.abs().amax(dim=0))
    spread = largest * (off / largest).square().mean(dim=0).sqrt()
    return (x - middle) / torch.where(constant, 1, spread)


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    W, b, _, _ = parameters
    return torch.tanh(x @ W + b)


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    _, _, V, c = parameters
    return (encode(x, parameters) @ V + c - x).square().mean()


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    generator = torch.Generator().manual_seed(seed)
    trained = [each.clone().requires_grad_(True) for each in parameters]
    optimizer = torch.optim.Adam(trained, lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        loss = reconstruction_loss(x[rows], trained)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y, classes).to(z.dtype)
    middle, share = z.mean(dim=0), targets.mean(dim=0)
    off = z - middle
    penalty = l2 * torch.eye(z.shape[1], dtype=z.dtype)
    A = torch.linalg.solve(off.T @ off + penalty, off.T @ (targets - share))
    return A, share - middle @ A


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = (new[:, None] - z).square().sum(dim=2)
    nearest = torch.argsort(distances, dim=1, stable=True)[:, :k]
    votes = functional.one_hot(y[nearest]).sum(dim=1)
    return votes.argmax(dim=1)


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    right = (predicted == y).double()
    return torch.stack([right[y == kind].mean() for kind in torch.unique(y)]).mean().item()


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    right = [int((each(x_validation) == y_validation).sum()) for each in candidates]
    index = right.index(max(right))
    return index, candidates[index](x_test)
