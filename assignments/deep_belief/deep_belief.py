"""Deep belief networks: the statement is in README.md; `autograder check deep_belief` checks."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor

Machine = tuple[Tensor, Tensor, Tensor]  # W (D, H), b (D,) and c (H,) of a restricted machine
Map = tuple[Tensor, Tensor]  # W (I, O) and b (O,): the units of one layer from those of another


# Given: one restricted machine. Leave these functions as they are.


def draw(p: Tensor, u: Tensor) -> Tensor:
    """Return 1 where u < p, and 0 elsewhere, in the dtype of p."""
    return (u < p).to(p.dtype)


def all_states(D: int, like: Tensor) -> Tensor:
    """Return the 2^D states of D units, (2^D, D); state i has the bits of i, lowest first."""
    numbers = torch.arange(2**D)
    return (numbers[:, None] >> torch.arange(D) & 1).to(like.dtype)


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Return the free energy (N,) of visible states v (N, D): -ln of the sum of e^-E over h."""
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def gibbs_chain(v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor) -> Tensor:
    """Return the visible states (k, N, D) after each of k steps from v (N, D).

    A step draws the hidden units with uh[s] (N, H), then the visible ones with uv[s] (N, D).
    """
    states = []
    for for_hidden, for_visible in zip(uh, uv, strict=True):
        h = draw(torch.sigmoid(v @ W + c), for_hidden)
        v = draw(torch.sigmoid(h @ W.T + b), for_visible)
        states.append(v)
    return torch.stack(states)


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> Machine:
    """Return dW, db and dc of CD-k, upwards: means over the N rows, data less dream."""
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    p, dream_p = torch.sigmoid(v @ W + c), torch.sigmoid(dream @ W + c)
    return (
        (v.T @ p - dream.T @ dream_p) / len(v),
        (v - dream).mean(dim=0),
        (p - dream_p).mean(dim=0),
    )


# Yours.


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    """Return the machine to start the layer above a machine with.

    Args:
        W: (D, H), weights of the machine below
        b: (D,), its visible biases
        c: (H,), its hidden biases

    Returns:
        W2 (H, D), b2 (H,) and c2 (D,), new tensors
    """
    raise NotImplementedError


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    """Draw the units of one layer after the other, from the data upwards.

    Args:
        v: (N, D), the data, 0 or 1
        layers: L machines from the bottom up
        us: L uniform numbers, us[i] (N, H) for the hidden units of layers[i]

    Returns:
        The L states (N, H), 0 or 1
    """
    raise NotImplementedError


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    """Dream: Gibbs sampling in the machine at the top, then one pass down.

    Args:
        x: (N, D), states of the visible units of the machine at the top, to start from
        layers: L machines from the bottom up
        uh, uv: (k, N, H) and (k, N, D), uniform numbers for k steps in the machine at the top
        us: L - 1 uniform numbers, us[i] (N, D) for the visible units of layers[i]

    Returns:
        The states of the data's units, 0 or 1
    """
    raise NotImplementedError


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    """Return the exact ln p(v) of every row, by enumeration of the layers between.

    Args:
        v: (N, D), 0 or 1
        layers: one machine or more, from the bottom up; the visible units of all but the lowest are
            at most 8, and those of a single machine, too

    Returns:
        (N,), differentiable with respect to the weights and biases
    """
    raise NotImplementedError


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    """Return the lower bound of ln p(v) that a distribution over the first hidden layer gives.

    Args:
        v: (N, D), 0 or 1
        q: (N, 2^H), in each row the probabilities of the states of the first hidden layer by their
            index h[0] + 2 h[1] + 4 h[2] + …; some may be 0
        layers: two machines or more, from the bottom up, of sizes as in dbn_log_prob

    Returns:
        (N,)
    """
    raise NotImplementedError


def pretrain(
    v: Tensor,
    layers: list[Machine],
    us: list[Tensor],
    uh: list[Tensor],
    uv: list[Tensor],
    lr: float,
) -> list[Machine]:
    """Train machines one after the other, each on what is drawn of the layer below.

    Args:
        v: (N, D), the data
        layers: L machines to start from, from the bottom up
        us: L - 1 uniform numbers, us[i] (N, H) for the data of layers[i + 1]
        uh, uv: L uniform numbers each, uh[i] (S, k, N, H) and uv[i] (S, k, N, D) for S steps of
            CD-k of layers[i]; S may be another for each, and 0
        lr: learning rate

    Returns:
        The L trained machines
    """
    raise NotImplementedError


def delta_rule(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> Map:
    """Take a step up the gradient of the mean of ln p(y | x), where p = sigmoid(x W + b).

    Args:
        x: (N, I), 0 or 1
        y: (N, O), 0 or 1
        W: (I, O), weights
        b: (O,), biases
        lr: learning rate

    Returns:
        The new W and b
    """
    raise NotImplementedError


def wake_sleep_step(
    v: Tensor,
    up: list[Map],
    down: list[Map],
    top: Machine,
    us: list[Tensor],
    uh: Tensor,
    uv: Tensor,
    ud: list[Tensor],
    lr: float,
) -> tuple[list[Map], list[Map], Machine]:
    """Take one step of the up-down algorithm.

    Args:
        v: (N, D), the data
        up: up[i] = (R, c) guesses layer i + 1 from layer i, v being layer 0
        down: down[i] = (G, b) makes layer i from layer i + 1
        top: the machine whose visible units are the highest layer of those
        us: us[i], uniform numbers for layer i + 1 when awake
        uh, uv: (k, N, H) and (k, N, D), uniform numbers for k steps in the machine at the top
        ud: ud[i], uniform numbers for layer i when asleep
        lr: learning rate

    Returns:
        The new up, down and top
    """
    raise NotImplementedError
