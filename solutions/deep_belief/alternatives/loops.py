"""Loops over rows, units and states, and nothing of the given but the chains."""

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


def tied_init(W, b, c):
    W2 = torch.empty(W.shape[1], W.shape[0], dtype=W.dtype)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            W2[j, i] = W[i, j]
    return W2, torch.stack(list(c)), torch.stack(list(b))


def field(x, weights, bias):
    total = bias
    for i in range(len(x)):
        total = total + x[i] * weights[i]
    return total


def drawn(x, W, b, u):
    y = torch.zeros(len(x), W.shape[1], dtype=W.dtype)
    for n in range(len(x)):
        for j in range(W.shape[1]):
            p = torch.sigmoid(field(x[n], W[:, j], b[j]))
            if u[n, j] < p:
                y[n, j] = 1
    return y


def up_pass(v, layers, us):
    states = [v]
    for i in range(len(layers)):
        W, b, c = layers[i]
        states.append(drawn(states[i], W, c, us[i]))
    return states[1:]


def generate(x, layers, uh, uv, us):
    W, b, c = layers[-1]
    for s in range(len(uh)):
        h = drawn(x, W, c, uh[s])
        x = drawn(h, W.T, b, uv[s])
    for i in range(len(layers) - 2, -1, -1):
        W, b, c = layers[i]
        x = drawn(x, W.T, b, us[i])
    return x


def log_given(v, h, W, b):
    total = 0
    for i in range(len(v)):
        z = field(h, W[i], b[i])
        total = total + (F.logsigmoid(z) if v[i] == 1 else F.logsigmoid(-z))
    return total


def dbn_log_prob(v, layers):
    W, b, c = layers[0]
    if len(layers) == 1:
        everything = -free_energy(all_states(len(b), b), W, b, c)
        return -free_energy(v, W, b, c) - everything.logsumexp(0)
    states = all_states(W.shape[1], b)
    prior = dbn_log_prob(states, layers[1:])
    rows = []
    for n in range(len(v)):
        total = None
        for k in range(len(states)):
            term = log_given(v[n], states[k], W, b) + prior[k]
            total = term if total is None else torch.logaddexp(total, term)
        rows.append(total)
    return torch.stack(rows)


def bound(v, q, layers):
    W, b, c = layers[0]
    states = all_states(W.shape[1], b)
    prior = dbn_log_prob(states, layers[1:])
    rows = []
    for n in range(len(v)):
        total = torch.zeros((), dtype=v.dtype)
        for k in range(len(states)):
            if q[n, k] > 0:
                score = log_given(v[n], states[k], W, b) + prior[k] - torch.log(q[n, k])
                total = total + q[n, k] * score
        rows.append(total)
    return torch.stack(rows)


def pretrain(v, layers, us, uh, uv, lr):
    trained = []
    data = v
    for i in range(len(layers)):
        parameters = [each.clone() for each in layers[i]]
        for s in range(len(uh[i])):
            moves = contrastive_divergence(data, *parameters, uh[i][s], uv[i][s])
            for each, move in zip(parameters, moves, strict=True):
                each += lr * move
        trained.append(tuple(parameters))
        if i + 1 < len(layers):
            data = drawn(data, parameters[0], parameters[2], us[i])
    return trained


def delta_rule(x, y, W, b, lr):
    W, b, p = W.clone(), b.clone(), torch.sigmoid(x @ W + b)
    for n in range(len(x)):
        W += lr / len(x) * torch.outer(x[n], y[n] - p[n])
        b += lr / len(x) * (y[n] - p[n])
    return W, b


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    L = len(up)
    wake = [v]
    for i in range(L):
        wake.append(drawn(wake[i], *up[i], us[i]))
    dream = [None] * L + [gibbs_chain(wake[L], *top, uh, uv)[-1]]
    for i in reversed(range(L)):
        dream[i] = drawn(dream[i + 1], *down[i], ud[i])
    new_up, new_down = [], []
    for i in range(L):
        new_up.append(delta_rule(dream[i], dream[i + 1], *up[i], lr))
        new_down.append(delta_rule(wake[i + 1], wake[i], *down[i], lr))
    moves = contrastive_divergence(wake[L], *top, uh, uv)
    return new_up, new_down, tuple(t + lr * move for t, move in zip(top, moves, strict=True))
