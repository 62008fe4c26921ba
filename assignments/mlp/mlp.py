"""Multilayer perceptrons: statement in README.md; check your work with `autograder check mlp`."""

import torch
from torch import Tensor

# A network: a list of layers, each of them a pair of weights W (in, out) and biases b (out,).
Layers = list[tuple[Tensor, Tensor]]


def initial_layers(sizes: list[int], seed: int) -> Layers:
    """Return the weights that a training starts from, drawn as He et al. say, and zero biases.

    Args:
        sizes: at least two: of the input, of every hidden layer, and the number of classes
        seed: all randomness comes from it

    Returns:
        len(sizes) - 1 pairs (W, b), float64; W of layer i has the shape (sizes[i], sizes[i + 1])
    """
    raise NotImplementedError


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    """Return the logits of a network with a ReLU between each layer and the next.

    Args:
        x: (N, D), a minibatch
        layers: one or more; the first W is (D, ...), the last (..., C)

    Returns:
        (N, C), the logits
    """
    raise NotImplementedError


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return the mean cross-entropy of the softmax, and its gradient by hand.

    Args:
        logits: (N, C)
        labels: (N,), int64, the right classes, 0 ... C - 1

    Returns:
        loss (), and dlogits (N, C), its gradient with respect to the logits
    """
    raise NotImplementedError


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    """Back-propagate through the network by hand.

    Args:
        dlogits: (N, C), gradient of the loss with respect to what network_forward returns
        x, layers: as in network_forward

    Returns:
        dx (N, D), and a list with a pair (dW, db) for every layer, the first layer first
    """
    raise NotImplementedError


def batch_norm(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    running_mean: Tensor,
    running_var: Tensor,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Tensor, Tensor, Tensor]:
    """Normalise each column, by the statistics of the batch or by those gathered so far.

    Args:
        x: (N, D), a minibatch; N is at least 2 in training
        gamma, beta: (D,), scale and shift
        running_mean, running_var: (D,), the statistics gathered so far
        training: normalise by the batch and gather (True), or by what was gathered (False)
        momentum: the share of this batch in the new running statistics
        eps: added to the variance

    Returns:
        y (N, D), the new running mean (D,), the new running variance (D,)
    """
    raise NotImplementedError


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    """Back-propagate through batch_norm in training, by hand.

    Args:
        dy: (N, D), gradient of the loss with respect to y
        x, gamma, eps: as in batch_norm

    Returns:
        dx (N, D), dgamma (D,), dbeta (D,)
    """
    raise NotImplementedError


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    """Drop entries of x where u says so, in training.

    Args:
        x: (N, D)
        u: (N, D), numbers drawn uniformly from [0, 1)
        p: 0 <= p < 1, the probability of being dropped
        training: whether anything is dropped

    Returns:
        (N, D)
    """
    raise NotImplementedError


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    """Take one step of gradient descent with momentum.

    Args:
        w: a parameter, of any shape
        g: its gradient
        velocity: as it was returned by the step before; zeros at first
        lr: learning rate
        momentum: the share of the velocity that is kept

    Returns:
        The new w and the new velocity
    """
    raise NotImplementedError


def adam_step(
    w: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    k: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor]:
    """Take one step of Adam, with decoupled weight decay (AdamW).

    Args:
        w: a parameter, of any shape
        g: its gradient
        m, v: the averages as they were returned by the step before; zeros at first
        k: the number of this step, 1 for the first
        lr: learning rate
        beta1, beta2: the shares of the averages that are kept
        eps: added to the root
        weight_decay: how fast w decays

    Returns:
        The new w, m and v
    """
    raise NotImplementedError


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    """Train a network on the softmax loss of minibatches with Adam.

    Args:
        x: (N, D), float64
        y: (N,), int64, the classes
        layers: the network to start from, float64; it stays as it is
        steps: how many steps to take, at least 1
        batch_size: rows in a minibatch, at most N
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The layers after the last step, and the loss of every step
    """
    raise NotImplementedError


# Given: a task, a way to draw a digit of your own, and one to see what a network decides.


def spirals(N: int, seed: int) -> tuple[Tensor, Tensor]:
    """Return N points of three spirals, x (N, 2), and to which of them each belongs, y (N,)."""
    generator = torch.Generator().manual_seed(seed)
    y = torch.randint(3, (N,), generator=generator)
    radius = 0.1 + 0.9 * torch.rand(N, generator=generator, dtype=torch.float64).sqrt()
    angle = 2 * torch.pi * (1.5 * radius + y / 3)
    x = radius[:, None] * torch.stack([angle.cos(), angle.sin()], dim=1)
    return x + 0.02 * torch.randn(N, 2, generator=generator, dtype=torch.float64), y


def read_digit(drawing: str) -> Tensor:
    """Return 8 lines of 8 characters as ink, (1, 64): "#" is 1, "+" is 1/2, all others are 0."""
    ink = {"#": 1.0, "+": 0.5}
    lines = [line.ljust(8)[:8] for line in drawing.strip("\n").split("\n")]
    pixels = [ink.get(character, 0.0) for line in lines for character in line]
    return torch.tensor([pixels], dtype=torch.float64)


def show_regions(layers: Layers) -> str:
    """Return the class that wins at each point of the square from -1 to 1, as 24 lines of text."""
    down, across = torch.linspace(1, -1, 24), torch.linspace(-1, 1, 48)
    grid = torch.cartesian_prod(down, across).flip(1).to(torch.float64)
    winners = network_forward(grid, layers).argmax(dim=1).reshape(24, 48).tolist()
    return "\n".join("".join("o.#"[number % 3] for number in row) for row in winners)
