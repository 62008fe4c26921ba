"""Boltzmann machines: the reference that all answers are compared with."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor


def all_states(D: int, like: Tensor) -> Tensor:
    """The 2^D states (2^D, D) of D units; state number i has the bits of i, lowest first."""
    return (torch.arange(2**D)[:, None] >> torch.arange(D) & 1).to(like.dtype)


def energy(v: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return -0.5 * ((v @ W) * v).sum(dim=1) - v @ b


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    minus_energies = -energy(all_states(len(b), b), W, b)
    log_Z = torch.logsumexp(minus_energies, dim=0)
    return torch.exp(minus_energies - log_Z), log_Z


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    v = v.clone()
    for i in range(len(b)):
        field = v @ W[:, i] + b[i]
        p = torch.sigmoid(field / temperature)
        v[:, i] = (u[:, i] < p).to(v.dtype)
    return v


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    energies = []
    for uniforms, temperature in zip(u, temperatures.tolist()):
        v = gibbs_sweep(v, W, b, uniforms, temperature)
        energies.append(energy(v, W, b))
    return v, torch.stack(energies)


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p, _ = exact_distribution(W, b)
    dW = v.T @ v / len(v) - states.T @ (p[:, None] * states)
    dW.fill_diagonal_(0)
    return dW, v.mean(dim=0) - p @ states


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def conditionals(v: Tensor, h: Tensor, W: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    return torch.sigmoid(v @ W + c), torch.sigmoid(h @ W.T + b)


def gibbs_chain(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    known: Tensor | None = None,
) -> Tensor:
    given = v
    states = []
    for for_hidden, for_visible in zip(uh, uv):
        h = (for_hidden < torch.sigmoid(v @ W + c)).to(v.dtype)
        v = (for_visible < torch.sigmoid(h @ W.T + b)).to(v.dtype)
        if known is not None:
            v = torch.where(known, given, v)
        states.append(v)
    return torch.stack(states)


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    # Summed over the visible states, or, the same with the two layers exchanged, over the hidden.
    if D <= H:
        log_Z = torch.logsumexp(-free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-free_energy(all_states(H, b), W.T, c, b), dim=0)
    return -free_energy(v, W, b, c) - log_Z


def statistics(v: Tensor, W: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The means of v hᵀ, v and h over the rows, h being its probabilities."""
    p = torch.sigmoid(v @ W + c)
    return v.T @ p / len(v), v.mean(dim=0), p.mean(dim=0)


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(dream, W, c)
    return vh - dream_vh, mean_v - dream_v, mean_h - dream_h


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
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(chain, W, c)
    return (
        W + lr * (vh - dream_vh),
        b + lr * (mean_v - dream_v),
        c + lr * (mean_h - dream_h),
        chain,
    )


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
    generator = torch.Generator().manual_seed(seed)
    D, H = W.shape
    for _ in range(steps):
        rows = torch.randint(len(v), (batch_size,), generator=generator)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
