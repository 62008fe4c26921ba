"""Features from few labels: statement in README.md; check with `autograder check features`."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Deal out rows at random: each to exactly one of four uses.

    Args:
        y: (N,), int64, the class of each row; any whole numbers, in any order
        per_class: how many rows of each class are labelled, at least 1
        n_validation, n_test: how many rows are for validation and for the test, at least 0
        seed: decides everything that is drawn, at least 0

    Returns:
        labelled, validation, test, unlabelled: row numbers, int64, in any order
    """
    raise NotImplementedError


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    """Scale columns by the mean and the standard deviation of other rows.

    Args:
        fit: (N, k), N at least 1; the mean and the standard deviation (divided by N) are theirs
        x: (M, k), what is scaled; M at least 1

    Returns:
        (M, k); columns in which all rows of fit are equal are only centred
    """
    raise NotImplementedError


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """Return the codes of pictures.

    Args:
        x: (N, D), pictures
        parameters: W (D, k), b (k,), V (k, D) and c (D,)

    Returns:
        z (N, k)
    """
    raise NotImplementedError


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """Return the mean squared error of the reconstructions of pictures.

    Args:
        x, parameters: as in encode

    Returns:
        A tensor without axes: the mean over all rows and pixels
    """
    raise NotImplementedError


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    """Train the autoencoder on minibatches of pictures with Adam.

    Args:
        x: (N, D), float64, pictures without labels
        parameters: W, b, V and c to start from, float64; they stay as they are
        steps: how many steps to take, at least 1
        batch_size: pictures in a minibatch, at most N
        lr: learning rate of Adam
        seed: decides all minibatches, at least 0

    Returns:
        W, b, V and c after the last step, and the loss of each minibatch before its step
    """
    raise NotImplementedError


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    """Fit a linear map from codes to classes: ridge regression without a penalty on the bias.

    Args:
        z: (N, k), codes; N at least 1
        y: (N,), int64, from 0 to classes - 1
        classes: C, how many classes there are, whether they occur or not
        l2: weight of the penalty beside the sum over all rows, more than 0

    Returns:
        A (k, C) and a (C,)
    """
    raise NotImplementedError


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    """Return the label that most of the k nearest codes have.

    Args:
        z: (N, D), codes
        y: (N,), int64, their labels, from 0 to 999
        new: (M, D), codes to be told; M at least 1
        k: how many neighbours vote, from 1 to N

    Returns:
        (M,), int64; of equally near codes the earlier row is nearer, of labels with equally many
        votes the smallest wins
    """
    raise NotImplementedError


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    """Return the mean over classes of the share of their rows that is predicted right.

    Args:
        predicted: (N,), int64
        y: (N,), int64, the true classes, any whole numbers; N at least 1

    Returns:
        A float from 0 to 1; classes that do not occur in y do not count
    """
    raise NotImplementedError


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    """Choose by the validation alone, and ask the chosen one about the test.

    Args:
        candidates: functions that return labels (M,), int64, for pictures (M, D); at least one
        x_validation: (N, D), N at least 1
        y_validation: (N,), int64
        x_test: (T, D), T at least 1

    Returns:
        The index of the candidate with most rows of the validation right (the first of several),
        and its labels (T,) for the test
    """
    raise NotImplementedError


# Given, for the exercise that is not graded.


def dark_pages(images: np.ndarray, noise: float, seed: int) -> Tensor:
    """Return images (N, 64), from 0 to 16, as noisy pictures (N, 576), from 0 to 1 without noise.

    Each pixel is drawn as 3 x 3; noise is the standard deviation of what is added.
    """
    small = torch.tensor(np.asarray(images), dtype=torch.float64).reshape(-1, 8, 8) / 16
    large = small.repeat_interleave(3, dim=1).repeat_interleave(3, dim=2).flatten(1)
    drawn = torch.Generator().manual_seed(seed)
    return large + noise * torch.randn(large.shape, generator=drawn, dtype=torch.float64)


def first_parameters(x: Tensor, k: int, seed: int) -> list[Tensor]:
    """Return W, b, V and c to start a training on x (N, D) from: c is the mean picture."""
    drawn = torch.Generator().manual_seed(seed)
    D = x.shape[1]
    W = torch.randn(D, k, generator=drawn, dtype=torch.float64) / (2 * D**0.5)
    V = torch.randn(k, D, generator=drawn, dtype=torch.float64) / (2 * k**0.5)
    return [W, torch.zeros(k, dtype=torch.float64), V, x.mean(dim=0)]


def read_picture(drawing: str) -> np.ndarray:
    """Return a drawing of eight lines of eight characters as an image (1, 64): 16 where it is #."""
    lines = drawing.split()
    return np.array([[16 * (mark == "#") for line in lines for mark in line]])
