"""Autoencoders: statement in README.md; check your work with `autograder check autoencoder`."""

from collections.abc import Callable

import torch
from torch import Tensor, nn


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the linear autoencoder with a code of k numbers that reconstructs x best.

    Args:
        x: (N, D), N points, not centred
        k: the size of the code, less than N, at most D

    Returns:
        (We, be, Wd, bd) of shapes (D, k), (k,), (k, D), (D,): the code is z = x We + be, the
        reconstruction z Wd + bd
    """
    raise NotImplementedError


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    """Return the largest principal angle between the column spaces of A and B.

    Args:
        A: (D, k), independent columns, of any length and at any angle to each other
        B: (D, k), likewise

    Returns:
        A number in [0, π/2], in radians
    """
    raise NotImplementedError


class Autoencoder(nn.Module):
    """Two layers to the code, two layers back; ReLU in the hidden layers, nothing elsewhere.

    Args:
        input_size: D, the size of an image
        hidden_size: H, the size of either hidden layer
        code_size: k, the size of the code
    """

    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> Tensor:
        """Return the codes (N, k) of images (N, D)."""
        raise NotImplementedError

    def decode(self, z: Tensor) -> Tensor:
        """Return the images (N, D) of codes (N, k)."""
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """Return the reconstructions (N, D) of images (N, D)."""
        raise NotImplementedError


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    """Count the directions in which a small change of x comes through to the reconstruction.

    Args:
        reconstruct: maps images (N, D) to reconstructions (N, D)
        x: (D,), the image at which to look
        tol: counted are the singular values of the Jacobian (D, D) above tol times the largest

    Returns:
        How many there are
    """
    raise NotImplementedError


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    """Return x with the entries erased at which u < p.

    Args:
        x: (N, D), images; they stay as they are
        u: (N, D), uniform random numbers in [0, 1)
        p: the probability that an entry is erased

    Returns:
        (N, D), zero where erased, x elsewhere
    """
    raise NotImplementedError


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    """Return the loss of an autoencoder that is to restore x from noisy.

    Args:
        model: maps images (N, D) to reconstructions (N, D)
        x: (N, D), clean images
        noisy: (N, D), the same images, damaged

    Returns:
        A tensor of no axes: the mean over the N rows of the sum over the D entries of the squared
        errors
    """
    raise NotImplementedError


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    """Train an autoencoder in place to restore images, with Adam.

    Args:
        model: maps images (N, D) to reconstructions (N, D)
        x: (N, D), clean images
        p: the probability that an entry of an image is erased
        steps: how many steps to take
        batch_size: images in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The loss of every step, before it was taken
    """
    raise NotImplementedError


def reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    """Return a draw from N(mu, exp(logvar)) that was made of the standard normal noise eps.

    Args:
        mu: (N, k), means
        logvar: (N, k), logarithms of the variances
        eps: (N, k), standard normal noise

    Returns:
        (N, k), the codes
    """
    raise NotImplementedError


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """Return the divergence KL(N(mu, exp(logvar)) || N(0, I)) of every row.

    Args:
        mu: (N, k), means
        logvar: (N, k), logarithms of the variances

    Returns:
        (N,), in nats
    """
    raise NotImplementedError


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    """Return the evidence lower bound of every image, from one draw of its code.

    Args:
        x: (N, D), images, entries in [0, 1]
        logits: (N, D), what was decoded from the draw: the probability of an entry is sigmoid of it
        mu: (N, k), means of the code
        logvar: (N, k), logarithms of its variances

    Returns:
        (N,), in nats
    """
    raise NotImplementedError


class VAE(nn.Module):
    """A variational autoencoder: a hidden ReLU layer each way, a Gaussian code, Bernoulli pixels.

    Args:
        input_size: D, the size of an image
        hidden_size: H, the size of either hidden layer
        code_size: k, the size of the code
    """

    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return mu and logvar (N, k) of images (N, D)."""
        raise NotImplementedError

    def decode(self, z: Tensor) -> Tensor:
        """Return the logits (N, D) of codes (N, k)."""
        raise NotImplementedError

    def forward(self, x: Tensor, eps: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Encode, draw a code, decode it.

        Args:
            x: (N, D), images
            eps: (N, k), the noise of the draw; None: standard normal, drawn anew at every call

        Returns:
            logits (N, D), mu (N, k), logvar (N, k)
        """
        raise NotImplementedError


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    """Return new images from the prior.

    Args:
        vae: vae.decode(z) maps codes (n, k) to logits (n, D)
        n: how many images
        code_size: k, the size of a code
        seed: all randomness comes from it

    Returns:
        (n, D), the probabilities of the entries
    """
    raise NotImplementedError


def train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    """Take one step of training on the mean of minus the evidence lower bound.

    Args:
        vae: vae(x, eps) gives logits, mu, logvar, as VAE does
        optimizer: holds the parameters of the vae
        x: (N, D), a minibatch
        eps: (N, k), the noise of the draw
        beta: what the divergence is multiplied by

    Returns:
        The loss before the step, a Python float
    """
    raise NotImplementedError


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    """Train a variational autoencoder in place, with Adam and beta = 1.

    Args:
        vae: vae(x, eps) gives logits, mu, logvar, as VAE does
        x: (N, D), images, entries in [0, 1]
        code_size: k, the size of the code
        steps: how many steps to take
        batch_size: images in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The loss of every step, before it was taken
    """
    raise NotImplementedError
