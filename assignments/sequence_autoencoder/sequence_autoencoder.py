"""The sequence autoencoder: statement in README.md; check your work with
`autograder check sequence_autoencoder`.
"""

from collections.abc import Callable

import torch  # noqa: F401 -- for your code
from torch import Tensor, nn

# cell(x (N, 1), h (N, H)) -> h (N, H)
Cell = Callable[[Tensor, Tensor], Tensor]


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    """Return all windows of a series, and what comes after each.

    Args:
        series: (L,) float64, L ≥ length + horizon
        length: how many numbers a window has, ≥ 1
        horizon: how many numbers after it are its future, ≥ 1

    Returns:
        x (n, length) and y (n, horizon), n = L - length - horizon + 1; row i of x begins at
        series[i], and row i of y right after it
    """
    raise NotImplementedError


def standardise(train: Tensor, series: Tensor) -> Tensor:
    """Return the series less the mean of train, divided by the standard deviation of train.

    Args:
        train: (L,) float64, not all alike
        series: (M,) float64

    Returns:
        (M,); the variance is the mean of the squares: its divisor is L
    """
    raise NotImplementedError


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    """Read series with a cell, and return a code for each: a linear map of the last state.

    Args:
        x: (N, T) float64, a number for each step
        cell: cell(x (N, 1), h (N, H)) gives the next state (N, H)
        h0: (N, H), the state before the first step
        Wz, bz: (H, K) and (K,)

    Returns:
        (N, K), the codes
    """
    raise NotImplementedError


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    """Write series from codes; every step is fed the output of the step before.

    Args:
        z: (N, K) float64, the codes
        steps: how many numbers to write, ≥ 1
        cell: cell(x (N, 1), h (N, H)) gives the next state (N, H)
        Wh, bh: (K, H) and (H,), from a code to the state before the first step, with tanh
        Wo, bo: (H, 1) and (1,), from a state to an output

    Returns:
        (N, steps), the outputs in the order in which they were written
    """
    raise NotImplementedError


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    """Encode x, decode it backwards, and return it in the order of x.

    Args:
        x: (N, T)
        encode: encode(x) gives the codes
        decode: decode(codes, steps) gives (N, steps), the last hour first

    Returns:
        (N, T), the first hour first
    """
    raise NotImplementedError


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    """Return weight times the mean squared error of the past plus 1 - weight times that of the
    future.

    Args:
        recon, x: (N, T) float64, the past
        pred, y: (N, P) float64, the future
        weight: in [0, 1]

    Returns:
        (), a tensor
    """
    raise NotImplementedError


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    """Return the best linear forecast of Y from X that goes through K numbers.

    Args:
        X: (n, T) float64, the past
        Y: (n, P) float64, the future
        K: the rank of W, from 1 to min(T, P)
        ridge: ≥ 0, weighs the squares of W; 0 only where the centred columns of X are independent

    Returns:
        W (T, P) and b (P,), with X @ W + b the forecast
    """
    raise NotImplementedError


def train_forecaster(
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    code_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Train a sequence autoencoder that also forecasts, with Adam.

    Args:
        x: (N, T) float32, windows
        y: (N, P) float32, what came after each
        hidden_size: H, the size of all recurrent states
        code_size: K, how many numbers go from the encoder to the decoders
        steps: how many steps to take
        batch_size: windows in a minibatch
        lr: learning rate of the first step
        seed: all randomness comes from it

    Returns:
        The model, with model(x (M, S)) giving (recon (M, S), pred (M, P)) for any M and S ≥ 1,
        and the loss of every step
    """
    raise NotImplementedError
