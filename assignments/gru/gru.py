"""Gated recurrent units: statement in README.md; check your work with `autograder check gru`."""

import torch
from torch import Tensor, nn


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    """Return the next hidden state.

    Args:
        x: (N, D), the input of this step
        h: (N, H), the hidden state so far
        Wx: (D, 3H), input weights, gates r, z, n
        Wh: (H, 3H), recurrent weights, same order
        bx: (3H,), bias on the side of the input
        bh: (3H,), bias on the side of the state
        reset_after: reset after the product with Whn (True) or before it (False)

    Returns:
        (N, H), the next hidden state
    """
    raise NotImplementedError


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    """Run the cell over a sequence and return the hidden state after every step.

    Args:
        x: (N, T, D), N sequences of T steps
        h0: (N, H), the state before the first step
        Wx, Wh, bx, bh, reset_after: as in gru_cell

    Returns:
        (N, T, H), hs[:, t] is the state after step t
    """
    raise NotImplementedError


def gru_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through time by hand, for the reset-after form.

    Args:
        dhs: (N, T, H), gradient of the loss with respect to the states that gru_forward returns
        x, h0, Wx, Wh, bx, bh: as in gru_forward

    Returns:
        (dx, dh0, dWx, dWh, dbx, dbh), each with the shape of what it is the gradient of
    """
    raise NotImplementedError


class GRU(nn.Module):
    """A layer with parameters Wx, Wh, bx and bh (shapes as in gru_cell), reset-after form.

    Args:
        input_size: D, the size of the input of a step
        hidden_size: H, the size of the hidden state
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return the hidden states of all steps, and the last one.

        Args:
            x: (N, T, D), N sequences of T steps
            h0: (N, H), or None for zeros

        Returns:
            hs (N, T, H) and h_last (N, H)
        """
        raise NotImplementedError


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    """Take one step of training on the mean squared error, with clipped gradients.

    Args:
        model: model(x) gives predictions (N,)
        optimizer: holds the parameters of the model
        x: (N, T, D), a minibatch
        y: (N,), its targets
        max_norm: the largest norm of all gradients together

    Returns:
        The loss before the step, a Python float
    """
    raise NotImplementedError


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    """Train a recurrent model on the adding problem with Adam.

    Args:
        x: (N, T, 2), values in [0, 1] and marks 0 or 1
        y: (N,), the targets
        hidden_size: H, the size of the hidden state
        steps: how many steps to take
        batch_size: sequences in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The model, with model(x) of shape (N,), and the loss of every step
    """
    raise NotImplementedError
