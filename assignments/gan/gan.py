"""Generative adversarial networks: statement in README.md; check with `autograder check gan`."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    """Return what the discriminator minimises.

    Args:
        real: (N,), logits of real data
        fake: (M,), logits of generated data
        kind: "minimax", "non_saturating", "least_squares", "hinge", "wasserstein"

    Returns:
        (), the loss
    """
    raise NotImplementedError


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    """Return what the generator minimises.

    Args:
        fake: (M,), logits of generated data
        kind: as in discriminator_loss

    Returns:
        (), the loss
    """
    raise NotImplementedError


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    """Return the gradient penalty of WGAN-GP, without its factor λ.

    Args:
        critic: critic(x) of shape (N,) for x of shape (N, …)
        real: (N, …), real data
        fake: (N, …), generated data
        eps: (N,), in [0, 1], the share of real in each row

    Returns:
        (), the penalty, which can be differentiated in the critic's parameters
    """
    raise NotImplementedError


class Generator(nn.Module):
    """A perceptron with two hidden layers, from latent vectors to data.

    Args:
        latent_size: Z, the size of z
        hidden_size: H, the size of both hidden layers
        data_size: D, the size of a row of data
    """

    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, z: Tensor) -> Tensor:
        """Return generated data (N, D) for z (N, Z)."""
        raise NotImplementedError


class Discriminator(nn.Module):
    """A perceptron with two hidden layers, from data to a logit.

    Args:
        data_size: D, the size of a row of data
        hidden_size: H, the size of both hidden layers
    """

    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """Return logits (N,) for data x (N, D)."""
        raise NotImplementedError


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    """Take one step of the discriminator; the generator stays as it is.

    Args:
        generator: generator(z) gives data
        discriminator: discriminator(x) gives logits
        optimizer: holds the discriminator's parameters
        real: (N, D), a minibatch of real data
        z: (M, Z), latent vectors
        loss: loss(real logits, fake logits), of shape ()

    Returns:
        The loss before the step, a Python float
    """
    raise NotImplementedError


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    """Take one step of the generator; the discriminator's parameters stay as they are.

    Args:
        generator: generator(z) gives data
        discriminator: discriminator(x) gives logits
        optimizer: holds the generator's parameters
        z: (M, Z), latent vectors
        loss: loss(fake logits), of shape ()

    Returns:
        The loss before the step, a Python float
    """
    raise NotImplementedError


def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    """Move the average of the generator's parameters towards where they are now, in place.

    Args:
        average: a copy of the generator that holds the average
        generator: the generator, which stays as it is
        decay: in [0, 1), how much of the average is kept
    """
    raise NotImplementedError


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    """Train both networks in place, one step of each for every batch.

    Args:
        generator: generator(z) gives data
        discriminator: discriminator(x) gives logits
        batches: (real (N, D), z (N, Z) of the discriminator's step, z (N, Z) of the generator's)
            for every step; they come once
        d_loss: as loss in discriminator_step
        g_loss: as loss in generator_step
        lr: learning rate of both Adams
        decay: as in update_average

    Returns:
        The averaged generator, and (discriminator's loss, generator's loss) of every step
    """
    raise NotImplementedError


def train_ring(
    x: Tensor,
    latent_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    decay: float,
    seed: int,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    """Train a GAN of your own on points of the plane.

    Args:
        x: (N, 2), the data, neighbours may be alike
        latent_size: Z, the size of z
        hidden_size: H, the size of the hidden layers
        steps: how many steps of each player
        batch_size: points in a minibatch
        lr: learning rate
        decay: of the average
        seed: all randomness comes from it

    Returns:
        A generator, with generator(z) of shape (n, 2) for z of shape (n, Z), and both losses of
        every step, as in train_gan
    """
    raise NotImplementedError
