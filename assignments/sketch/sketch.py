"""Completing drawings: statement in README.md; check your work with `autograder check sketch`."""

from collections.abc import Callable
from typing import Any

import torch  # noqa: F401 -- for your code
from torch import Tensor, nn


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    """Turn the points of a drawing into rows of offsets and pen states.

    Args:
        points: (P, 3) of int64, P ≥ 1: x, y, and 1 where the pen is lifted after the point
        scale: what the offsets are divided by
        length: how many rows to return, at least P + 1

    Returns:
        (length, 5) of float32
    """
    raise NotImplementedError


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    """Turn rows of offsets and pen states back into points.

    Args:
        strokes: (T, 5) of float32 or float64; only the rows before the first end count
        scale: what the offsets were divided by

    Returns:
        (n, 3) of int64: x and y rounded to whole numbers, and 1 where the pen is lifted
    """
    raise NotImplementedError


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    """Turn the raw outputs of a network into the parameters of a mixture and of the pen.

    Args:
        raw: (…, 6M + 3), in the order of the statement

    Returns:
        pi (…, M), mu (…, M, 2), sigma (…, M, 2), rho (…, M) and pen (…, 3), by these names
    """
    raise NotImplementedError


def drawing_loss(raw: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """Return the negative log-likelihood of drawings, of the offsets and of the pen.

    Args:
        raw: (N, T, 6M + 3), what a network says about each row of the target
        target: (N, T, 5), drawings in rows
        lengths: (N,) of int64, how many points each has, 1 ≤ lengths < T

    Returns:
        The mean over the points, and the mean over the points and the ends, both of shape ()
    """
    raise NotImplementedError


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    """Make a mixture and a pen bolder (tau > 1) or more careful (tau < 1).

    Args:
        params: what mixture_parameters returns
        tau: the temperature, > 0

    Returns:
        A new dict with the same names and shapes
    """
    raise NotImplementedError


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    """Go on with a drawing.

    Args:
        step: step(row, state) reads a row (5,) and returns raw (6M + 3,) and the next state
        prefix: (t, 5), the rows that there are, t ≥ 0, none of them an end
        steps: the largest number of new rows, ≥ 0
        choose: choose(raw) draws the next row (5,)

    Returns:
        (t + n, 5), the prefix and n ≤ steps new rows
    """
    raise NotImplementedError


def train_sketcher(
    strokes: Tensor,
    lengths: Tensor,
    hidden: int,
    M: int,
    steps: int,
    batch: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Train a recurrent network to say how drawings go on, with Adam.

    Args:
        strokes: (N, T, 5) of float32, drawings in rows
        lengths: (N,) of int64, how many points each has
        hidden: the size of the hidden state
        M: how many Gaussians the mixtures have
        steps: how many steps to take
        batch: drawings in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The model, with model(rows) of shape (N, T, 6M + 3) for rows (N, T, 5), and the loss of
        every step
    """
    raise NotImplementedError
