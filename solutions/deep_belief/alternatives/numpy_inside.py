"""Draws and trainings in NumPy; what has gradients is in torch."""

import itertools

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor

Machine = tuple[Tensor, Tensor, Tensor]  # W (D, H), b (D,) and c (H,) of a restricted machine
Map = tuple[Tensor, Tensor]  # W (I, O) and b (O,): the units of one layer from those of another


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


def n(value):
    return value.detach().numpy()


def t(value, like):
    return torch.from_numpy(np.array(value)).to(like.dtype)


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def flip(x, W, b, u):
    return (u < sigmoid(x @ W + b)).astype(W.dtype)


def arrays(layers):
    return [tuple(n(each) for each in layer) for layer in layers]


def tied_init(W, b, c):
    return t(n(W).T.copy(), W), t(n(c).copy(), c), t(n(b).copy(), b)


def up_pass(v, layers, us):
    x, states = n(v), []
    for (W, _, c), u in zip(arrays(layers), us, strict=True):
        x = flip(x, W, c, n(u))
        states.append(t(x, v))
    return states


def generate(x, layers, uh, uv, us):
    *lower, (W, b, c) = arrays(layers)
    state = n(x)
    for a, z in zip(n(uh), n(uv), strict=True):
        state = flip(flip(state, W, c, a), W.T, b, z)
    for i in range(len(lower))[::-1]:
        state = flip(state, lower[i][0].T, lower[i][1], n(us[i]))
    return t(state, x)


def table(D):
    return np.array([state[::-1] for state in itertools.product((0.0, 1.0), repeat=D)])


def given(v, h, W, b):
    z = h @ W.T + b
    signs = 2 * v - 1
    return -F.softplus(-signs[:, None] * z[None]).sum(-1)


def dbn_log_prob(v, layers):
    W, b, c = layers[0]
    if len(layers) == 1:
        states = t(table(len(b)), b)
        rows = -free_energy(torch.cat([v, states]), W, b, c)
        return rows[: len(v)] - torch.logsumexp(rows[len(v) :], 0)
    h = t(table(len(c)), c)
    scores = given(v, h, W, b) + dbn_log_prob(h, layers[1:])
    largest = scores.max(1, keepdim=True).values.detach()
    return largest[:, 0] + torch.log(torch.exp(scores - largest).sum(1))


def bound(v, q, layers):
    W, b, c = layers[0]
    h = t(table(len(c)), c)
    scores = given(v, h, W, b) + dbn_log_prob(h, layers[1:])
    logs = torch.log(q.clamp_min(torch.finfo(q.dtype).tiny))
    return torch.einsum("ns,ns->n", q, scores - logs)


def cd(v, W, b, c, uh, uv):
    dream = v
    for a, z in zip(uh, uv, strict=True):
        dream = flip(flip(dream, W, c, a), W.T, b, z)
    p, q = sigmoid(v @ W + c), sigmoid(dream @ W + c)
    return (v.T @ p - dream.T @ q) / len(v), np.mean(v - dream, 0), np.mean(p - q, 0)


def pretrain(v, layers, us, uh, uv, lr):
    x, trained = n(v), []
    for i, machine in enumerate(arrays(layers)):
        for a, z in zip(n(uh[i]), n(uv[i]), strict=True):
            moves = cd(x, *machine, a, z)
            machine = tuple(each + lr * move for each, move in zip(machine, moves, strict=True))
        trained.append(tuple(t(each, v) for each in machine))
        if i < len(us):
            x = flip(x, machine[0], machine[2], n(us[i]))
    return trained


def rule(x, y, W, b, lr):
    error = y - sigmoid(x @ W + b)
    return W + lr * (x.T @ error) / len(x), b + lr * error.mean(0)


def delta_rule(x, y, W, b, lr):
    W2, b2 = rule(n(x), n(y), n(W), n(b), lr)
    return t(W2, W), t(b2, b)


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    wake = [n(v)]
    for (R, c), u in zip(arrays(up), us, strict=True):
        wake.append(flip(wake[-1], R, c, n(u)))
    W, b, c = (n(each) for each in top)
    dream = [wake[-1]]
    for a, z in zip(n(uh), n(uv), strict=True):
        dream[0] = flip(flip(dream[0], W, c, a), W.T, b, z)
    for (G, d), u in zip(arrays(down)[::-1], ud[::-1], strict=True):
        dream.insert(0, flip(dream[0], G, d, n(u)))
    learn = zip(arrays(up), dream, dream[1:], strict=False)
    new_up = [tuple(t(e, v) for e in rule(x, y, R, c2, lr)) for (R, c2), x, y in learn]
    learn = zip(arrays(down), wake, wake[1:], strict=False)
    new_down = [tuple(t(e, v) for e in rule(x, y, G, d, lr)) for (G, d), y, x in learn]
    moves = cd(wake[-1], W, b, c, n(uh), n(uv))
    new_top = tuple(t(e + lr * m, v) for e, m in zip((W, b, c), moves, strict=True))
    return new_up, new_down, new_top
