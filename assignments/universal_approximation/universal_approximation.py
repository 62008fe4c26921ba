"""Universal approximation: statement in README.md; check with
`autograder check universal_approximation`.
"""

from collections.abc import Callable

from torch import Tensor


def step(x: Tensor, s: float, w: float) -> Tensor:
    """Return what a sigmoid neuron with its step at s answers.

    Args:
        x: (N,), the inputs
        s: where the step is
        w: the weight of the input, of either sign

    Returns:
        (N,), between 0 and 1
    """
    raise NotImplementedError


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    """Return what two sigmoid neurons make together: a plateau of height h from s to t.

    Args:
        x: (N,), the inputs
        s: where the bump rises
        t: where it falls, t > s
        h: its height, of either sign
        w: the weight of both neurons, w > 0

    Returns:
        (N,), the sum of both neurons with their output weights
    """
    raise NotImplementedError


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the parameters of a network that approximates f by n bumps of equal width.

    Args:
        f: takes a float64 tensor of any shape, returns its values in that shape
        n: how many bumps
        lo, hi: the ends of the interval
        w: the weight of every hidden unit, w > 0

    Returns:
        W1 (1, 2n), b1 (2n,), W2 (2n, 1), in float64; the network is sigmoid(x @ W1 + b1) @ W2, and
        the order of the hidden units is free
    """
    raise NotImplementedError


def relu_network(knots: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the parameters of a ReLU network that passes through the given points.

    Args:
        knots: (K,), increasing, K ≥ 2
        values: (K,), the value at each knot

    Returns:
        W1 (1, K), b1 (K,), W2 (K, 1), b2 (1,); the network is relu(x @ W1 + b1) @ W2 + b2, and the
        order of the hidden units is free
    """
    raise NotImplementedError


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    """Return what a network with two hidden layers makes: a tower of height h over a rectangle.

    Args:
        x: (N, 2), points of the plane
        s: (2,), where the rectangle begins along each axis
        t: (2,), where it ends, t > s
        h: the height, of either sign
        w: the weight of all hidden units, in both layers

    Returns:
        (N,), the output of the network
    """
    raise NotImplementedError


def order(ns: Tensor, errors: Tensor) -> float:
    """Return the order of convergence: the slope of the errors in a log-log plot.

    Args:
        ns: (M,), sizes of networks, positive, M ≥ 2
        errors: (M,), their errors, positive

    Returns:
        The slope, by least squares
    """
    raise NotImplementedError


def mlp_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    """Return the output of a network with one hidden layer of tanh units.

    Args:
        x: (N, D), a batch of inputs
        W1: (D, H), weights of the hidden layer
        b1: (H,), its biases
        W2: (H, M), weights of the output layer
        b2: (M,), its biases

    Returns:
        (N, M), the outputs
    """
    raise NotImplementedError


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through mlp_forward by hand.

    Args:
        dy: (N, M), gradient of the loss with respect to the outputs
        x, W1, b1, W2, b2: as in mlp_forward

    Returns:
        (dx, dW1, db1, dW2, db2), each with the shape of what it is the gradient of
    """
    raise NotImplementedError


def train(
    x: Tensor,
    y: Tensor,
    parameters: tuple[Tensor, Tensor, Tensor, Tensor],
    steps: int,
    lr: float,
) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], list[float]]:
    """Train the network of mlp_forward with Adam on the whole batch.

    Args:
        x: (N, D), the inputs
        y: (N, M), the targets
        parameters: (W1, b1, W2, b2) at the start; they stay as they are
        steps: how many steps to take
        lr: learning rate of Adam

    Returns:
        (W1, b1, W2, b2) after the last step, and the loss before each step
    """
    raise NotImplementedError
