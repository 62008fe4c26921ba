"""Draws by comparing log-odds; the normaliser summed over the smaller layer."""

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


def sampled(field, u):
    return torch.gt(field, torch.logit(u)).to(field.dtype)


def tied_init(W, b, c):
    return W.transpose(0, 1).contiguous().clone(), c + 0, b + 0


def up_pass(v, layers, us):
    out = list(us)
    for i, (W, _, c) in enumerate(layers):
        v = out[i] = sampled(v.matmul(W) + c, us[i])
    return out


def generate(x, layers, uh, uv, us):
    W, b, c = layers[-1]
    for s in range(uh.size(0)):
        x = sampled(sampled(x.matmul(W) + c, uh[s]).matmul(W.t()) + b, uv[s])
    for (W, b, _), u in list(zip(layers, us, strict=False))[::-1]:
        x = sampled(torch.nn.functional.linear(x, W, b), u)
    return x


def states_of(D, dtype):
    if D == 0:
        return torch.zeros(1, 0, dtype=dtype)
    rest = states_of(D - 1, dtype)
    last = torch.cat([torch.zeros(len(rest), dtype=dtype), torch.ones(len(rest), dtype=dtype)])
    return torch.cat([rest.repeat(2, 1), last[:, None]], dim=1)


def log_z(W, b, c):
    if len(b) > len(c):
        W, b, c = W.T, c, b
    return torch.logsumexp(-free_energy(states_of(len(b), b.dtype), W, b, c), 0)


def dbn_log_prob(v, layers):
    top = layers[-1]
    if len(layers) == 1:
        return -free_energy(v, *top) - log_z(*top)
    # From the top down: a table of ln p over the states of one layer after the other.
    table = None
    for W, b, _ in reversed(layers[:-1]):
        h = states_of(W.shape[1], W.dtype)
        if table is None:
            table = -free_energy(h, *top) - log_z(*top)
        below = v if W is layers[0][0] else states_of(W.shape[0], W.dtype)
        z = b + h @ W.T
        given = below @ F.logsigmoid(z).T + (1 - below) @ F.logsigmoid(-z).T
        table = torch.logsumexp(given + table, 1)
    return table


def bound(v, q, layers):
    W, b, _ = layers[0]
    h = states_of(W.shape[1], W.dtype)
    z = b + h @ W.T
    given = v @ F.logsigmoid(z).T + (1 - v) @ F.logsigmoid(-z).T
    safe = torch.where(q > 0, q, torch.ones_like(q))
    return (q * (given + dbn_log_prob(h, layers[1:]) - safe.log())).sum(1)


def pretrain(v, layers, us, uh, uv, lr):
    done = list(layers)
    for i in range(len(layers)):
        for a, z in zip(uh[i], uv[i], strict=True):
            dW, db, dc = contrastive_divergence(v, *done[i], a, z)
            W, b, c = done[i]
            done[i] = W + dW * lr, b + db * lr, c + dc * lr
        if i != len(layers) - 1:
            v = sampled(v @ done[i][0] + done[i][2], us[i])
    return done


def delta_rule(x, y, W, b, lr):
    error = (y - torch.special.expit(x @ W + b)).div(x.shape[0])
    return torch.addmm(W, x.T, error, alpha=lr), torch.add(b, error.sum(0), alpha=lr)


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    new_down = []
    below = v
    for (R, c), (G, b), u in zip(up, down, us, strict=True):
        above = sampled(below @ R + c, u)
        new_down += [delta_rule(above, below, G, b, lr)]
        below = above
    dW, db, dc = contrastive_divergence(below, *top, uh, uv)
    new_top = top[0] + lr * dW, top[1] + lr * db, top[2] + lr * dc
    above = gibbs_chain(below, *top, uh, uv)[-1]
    new_up = []
    for (R, c), (G, b), u in reversed(list(zip(up, down, ud, strict=True))):
        below = sampled(above @ G + b, u)
        new_up = [delta_rule(below, above, R, c, lr), *new_up]
        above = below
    return new_up, new_down, new_top
