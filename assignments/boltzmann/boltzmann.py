"""Boltzmann machines: statement in README.md; check your work with `autograder check boltzmann`."""

import torch  # noqa: F401 -- for what you write
from torch import Tensor


def energy(v: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Return the energy of every state of a general machine.

    Args:
        v: (N, D), N states of D units, 0 or 1
        W: (D, D), symmetric, zeros on the diagonal
        b: (D,), biases

    Returns:
        (N,), the energies
    """
    raise NotImplementedError


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Return the probability of every state of a general machine, by enumeration.

    Args:
        W: (D, D), symmetric, zeros on the diagonal
        b: (D,), biases

    Returns:
        p (2^D,), where the state v has the index v[0] + 2 v[1] + 4 v[2] + …,
        and log_Z, a tensor without axes
    """
    raise NotImplementedError


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    """Visit the units 0, 1, …, D - 1, and draw each anew, given what all the others are now.

    Args:
        v: (N, D), N states, 0 or 1
        W, b: as in energy
        u: (N, D), uniform numbers: unit i becomes 1 where u[:, i] < p, else 0
        temperature: T > 0, by which the local fields are divided

    Returns:
        (N, D), the states after the sweep
    """
    raise NotImplementedError


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    """Make one sweep at each of a list of temperatures.

    Args:
        v: (N, D), the states to start from
        W, b: as in energy
        u: (S, N, D), uniform numbers for S sweeps
        temperatures: (S,), that of each sweep

    Returns:
        The states (N, D) after the last sweep, and the energies (S, N) after every sweep
    """
    raise NotImplementedError


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Return the exact gradient of the mean log-likelihood of the data, by enumeration.

    Args:
        v: (N, D), the data
        W, b: as in energy

    Returns:
        dW (D, D), symmetric, zeros on the diagonal, where dW[i, j] is the derivative with respect
        to the weight of the pair i, j; and db (D,)
    """
    raise NotImplementedError


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Return the free energy of every visible state of a restricted machine.

    Args:
        v: (N, D), N visible states
        W: (D, H), the weights between visible and hidden units
        b: (D,), visible biases
        c: (H,), hidden biases

    Returns:
        (N,), the free energies
    """
    raise NotImplementedError


def conditionals(v: Tensor, h: Tensor, W: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """Return the probabilities that units of one layer are 1, given the other layer.

    Args:
        v: (N, D), visible states
        h: (M, H), hidden states
        W, b, c: as in free_energy

    Returns:
        p(h = 1 | v) (N, H), and p(v = 1 | h) (M, D)
    """
    raise NotImplementedError


def gibbs_chain(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    known: Tensor | None = None,
) -> Tensor:
    """Run N chains for k steps; a step draws the hidden units, then the visible ones.

    Args:
        v: (N, D), the states to start from
        W, b, c: as in free_energy
        uh: (k, N, H), uniform numbers for the hidden units of every step
        uv: (k, N, D), uniform numbers for the visible units of every step
        known: (D,), bool: these visible units keep, in every step, what they are in v; or None

    Returns:
        (k, N, D), the visible states after every step
    """
    raise NotImplementedError


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Return the exact log-likelihood of every visible state of a restricted machine.

    Args:
        v: (N, D), visible states
        W, b, c: as in free_energy; the smaller of D and H is at most 10, the other at most 60

    Returns:
        (N,), log p(v)
    """
    raise NotImplementedError


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the CD-k estimate of the gradient of the mean log-likelihood.

    Args:
        v: (N, D), a minibatch of data
        W, b, c: as in free_energy
        uh, uv: (k, N, H) and (k, N, D), uniform numbers, used as in gibbs_chain

    Returns:
        dW (D, H), db (D,) and dc (H,), the direction in which the parameters are to move
    """
    raise NotImplementedError


def persistent_step(
    v: Tensor,
    chain: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    lr: float,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Take one step of persistent contrastive divergence (PCD).

    Args:
        v: (N, D), a minibatch of data
        chain: (M, D), the visible states of M chains, from the step before
        W, b, c: as in free_energy
        uh, uv: (k, M, H) and (k, M, D), uniform numbers for k steps of the chains
        lr: learning rate

    Returns:
        The new W, b and c, and the chains (M, D) to hand to the next step
    """
    raise NotImplementedError


def train_rbm(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    steps: int,
    batch_size: int,
    lr: float,
    k: int,
    seed: int,
) -> tuple[Tensor, Tensor, Tensor]:
    """Train a restricted machine with CD-k.

    Args:
        v: (N, D), the data
        W, b, c: the parameters to start from
        steps: how many steps to take
        batch_size: rows in a minibatch, at most N
        lr: learning rate
        k: steps of the chains in each step of training
        seed: all randomness comes from it

    Returns:
        The trained W, b and c
    """
    raise NotImplementedError
