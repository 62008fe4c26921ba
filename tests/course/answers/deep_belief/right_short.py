# RIGHT: uses the given functions, recursion down the stack, mean-field nowhere
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


def tied_init(W, b, c):
    return W.T.clone(), c.clone(), b.clone()


def up_pass(v, layers, us):
    states = []
    for (W, b, c), u in zip(layers, us):
        v = draw(torch.sigmoid(v @ W + c), u)
        states.append(v)
    return states


def generate(x, layers, uh, uv, us):
    x = gibbs_chain(x, *layers[-1], uh, uv)[-1]
    for i in range(len(layers) - 2, -1, -1):
        W, b, c = layers[i]
        x = draw(torch.sigmoid(x @ W.T + b), us[i])
    return x


def _rbm_log_prob(v, W, b, c):
    every = -free_energy(all_states(len(b), W), W, b, c)
    return -free_energy(v, W, b, c) - torch.logsumexp(every, 0)


def _log_given(v, states, W, b):
    """ln p(v | h), (N, states)."""
    a = states @ W.T + b
    return v @ F.logsigmoid(a).T + (1 - v) @ F.logsigmoid(-a).T


def dbn_log_prob(v, layers):
    W, b, c = layers[0]
    if len(layers) == 1:
        return _rbm_log_prob(v, W, b, c)
    states = all_states(len(c), W)
    prior = dbn_log_prob(states, layers[1:])
    joint = _log_given(v, states, W, b) + prior
    return torch.logsumexp(joint, 1)


def bound(v, q, layers):
    W, b, c = layers[0]
    states = all_states(len(c), W)
    prior = dbn_log_prob(states, layers[1:])
    terms = q * (_log_given(v, states, W, b) + prior) - torch.xlogy(q, q)
    return terms.sum(dim=1)


def pretrain(v, layers, us, uh, uv, lr):
    trained = []
    for i, (W, b, c) in enumerate(layers):
        for s in range(len(uh[i])):
            dW, db, dc = contrastive_divergence(v, W, b, c, uh[i][s], uv[i][s])
            W, b, c = W + lr * dW, b + lr * db, c + lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ W + c), us[i])
    return trained


def delta_rule(x, y, W, b, lr):
    error = y - torch.sigmoid(x @ W + b)
    return W + lr * x.T @ error / len(x), b + lr * error.mean(dim=0)


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    L = len(up)
    awake = [v]
    for i in range(L):
        R, c = up[i]
        awake.append(draw(torch.sigmoid(awake[i] @ R + c), us[i]))
    new_down = [delta_rule(awake[i + 1], awake[i], *down[i], lr) for i in range(L)]
    change = contrastive_divergence(awake[-1], *top, uh, uv)
    new_top = tuple(p + lr * d for p, d in zip(top, change))
    asleep = [None] * L + [gibbs_chain(awake[-1], *top, uh, uv)[-1]]
    for i in range(L - 1, -1, -1):
        G, b = down[i]
        asleep[i] = draw(torch.sigmoid(asleep[i + 1] @ G + b), ud[i])
    new_up = [delta_rule(asleep[i], asleep[i + 1], *up[i], lr) for i in range(L)]
    return new_up, new_down, new_top
