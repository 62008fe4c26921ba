"""Long short-term memory: statement in README.md; check your work with `autograder check lstm`."""

import torch
from torch import Tensor, nn


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    """Return the next hidden state and the next cell state.

    Args:
        x: (N, D), the input of this step
        h: (N, H), the hidden state so far
        c: (N, H), the cell state so far
        Wx: (D, 4H), input weights, gates i, f, g, o
        Wh: (H, 4H), recurrent weights, same order
        b: (4H,), bias, same order

    Returns:
        h' and c', both (N, H)
    """
    raise NotImplementedError


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Run the cell over sequences, each as long as `lengths` says.

    Args:
        x: (N, T, D), N sequences of T steps, padded at the end
        h0: (N, H), the hidden state before the first step
        c0: (N, H), the cell state before the first step
        Wx, Wh, b: as in lstm_step
        lengths: (N,), whole numbers from 1 to T, or None if all sequences have T steps

    Returns:
        hs (N, T, H), the hidden state after every step, zero after a sequence's end; h_last and
        c_last (N, H), the states after each sequence's own last step
    """
    raise NotImplementedError


def lstm_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, c0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through time by hand, for sequences of equal length.

    Args:
        dhs: (N, T, H), gradient of the loss with respect to the hs of lstm_forward
        x, h0, c0, Wx, Wh, b: as in lstm_forward

    Returns:
        (dx, dh0, dc0, dWx, dWh, db), each with the shape of what it is the gradient of
    """
    raise NotImplementedError


class LSTM(nn.Module):
    """Layers on layers, with parameter lists Wx, Wh and b: one entry a layer, from the bottom up.

    Args:
        input_size: D, the size of the input of a step
        hidden_size: H, the size of the states of every layer
        num_layers: L, how many layers
        forget_bias: the initial bias of the forget gates
    """

    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Return the hidden states of the top layer, and the last states of every layer.

        Args:
            x: (N, T, D), N sequences of T steps
            lengths: as in lstm_forward

        Returns:
            hs (N, T, H), h_last (L, N, H), c_last (L, N, H)
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
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    forget_bias: float,
    max_steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    goal: float,
) -> tuple[nn.Module, list[float]]:
    """Train a one-layer LSTM on the adding problem with Adam, and stop when it is good enough.

    Args:
        x: (N, T, 2), values in [0, 1] and marks 0 or 1
        y: (N,), the targets
        hidden_size: H, the size of the states
        forget_bias: as in LSTM
        max_steps: how many steps to take at most
        batch_size: sequences in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it
        goal: stop once the mean of the last 20 losses is below it

    Returns:
        The model, with model(x) of shape (N,), and the loss of every step taken
    """
    raise NotImplementedError
