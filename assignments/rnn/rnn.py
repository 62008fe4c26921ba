"""Recurrent networks: statement in README.md; check your work with `autograder check rnn`."""

from torch import Tensor


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    """Return the next hidden state.

    Args:
        x: (N, D), the input of this step
        h: (N, H), the hidden state so far
        Wx: (D, H), input weights
        Wh: (H, H), recurrent weights
        b: (H,), bias

    Returns:
        (N, H), the next hidden state
    """
    raise NotImplementedError


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    """Run the step over a sequence and return the hidden state after every step.

    Args:
        x: (N, T, D), N sequences of T steps
        h0: (N, H), the state before the first step
        Wx, Wh, b: as in rnn_step

    Returns:
        (N, T, H), hs[:, t] is the state after step t
    """
    raise NotImplementedError


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through time by hand.

    Args:
        dhs: (N, T, H), what the loss says of each state that rnn_forward returns: dhs[:, t] does
            not count what reaches the loss through the later states
        x, h0, Wx, Wh, b: as in rnn_forward

    Returns:
        (dx, dh0, dWx, dWh, db), each with the shape of what it is the gradient of
    """
    raise NotImplementedError


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    """Return how much a small change of h0 can grow on its way to each later state.

    Args:
        hs: (N, T, H), the states that rnn_forward returned
        Wh: (H, H), recurrent weights

    Returns:
        (N, T), the largest singular value of the Jacobian of hs[n, t] with respect to h0[n]
    """
    raise NotImplementedError


def clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    """Shorten the vector of all gradients together to length c, if it is longer.

    Args:
        grads: gradients of any shapes
        c: the largest norm that is let through, c > 0

    Returns:
        (clipped, norm): a list of tensors, and the norm before clipping
    """
    raise NotImplementedError


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Every k1 steps, back-propagate the errors of these steps through the last k2 steps.

    Args:
        dhs, x, h0, Wx, Wh, b: as in rnn_backward
        k1: steps between two backward passes
        k2: steps that each goes back, k2 >= k1

    Returns:
        (dWx, dWh, db), summed over all the backward passes
    """
    raise NotImplementedError


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    """Draw one token for each row, by the inverse of the cumulative distribution.

    Args:
        logits: (N, V), scores of V tokens
        temperature: divides the logits, > 0
        u: (N,), random numbers in [0, 1), one a row

    Returns:
        (N,), int64: the first token at which the cumulative probability exceeds u
    """
    raise NotImplementedError


Params = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
"""(Wx, Wh, b, Wy, by); Wy (H, C) and by (C,) make C logits of a state."""


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    """Train a network that reads a sequence and then says which class it belongs to.

    Args:
        x: (N, T, D), all of them are used in every step
        y: (N,), int64, the class of each sequence
        params: where to start; they stay as they are
        lr: learning rate of Adam
        steps: how many steps to take
        max_norm: if given, clip the norm of all gradients together

    Returns:
        The trained parameters, and the loss before each step, as Python floats
    """
    raise NotImplementedError


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    """Train a network that says a class after every step.

    Args:
        x: (N, T, D), all of them are used in every step
        y: (N, T), int64, the class of each step
        params, lr, steps, max_norm: as in train_many_to_one

    Returns:
        The trained parameters, and the loss before each step, as Python floats
    """
    raise NotImplementedError
