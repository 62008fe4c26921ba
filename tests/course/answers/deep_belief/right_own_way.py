# RIGHT: recursion upwards, own chains, prior vector from the top down with log_softmax, states by meshgrid, index look-up for a single machine, delta rule by autograd of BCE with logits, in-place on clones, lists for tuples
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
    upside_down = torch.empty(W.shape[1], W.shape[0], dtype=W.dtype)
    upside_down.copy_(W.t())
    return [upside_down, torch.clone(c), torch.clone(b)]


def _up(v, R, c):
    return torch.special.expit(torch.addmm(c, v, R))


def up_pass(v, layers, us):
    if not layers:
        return []
    W, _, c = layers[0]
    h = torch.where(us[0] < _up(v, W, c), 1.0, 0.0).to(W.dtype)
    return [h, *up_pass(h, layers[1:], us[1:])]


def generate(x, layers, uh, uv, us):
    *lower, (W, b, c) = layers
    for s in range(uh.shape[0]):
        h = draw(_up(x, W, c), uh[s])
        x = draw(_up(h, W.T, b), uv[s])
    for (W, b, _), u in reversed(list(zip(lower, us))):
        x = (_up(x, W.T, b) > u).to(x.dtype)
    return x


def _binary(D, dtype):
    grids = torch.meshgrid([torch.tensor([0.0, 1.0], dtype=dtype)] * D, indexing="ij")
    return torch.stack([g.reshape(-1) for g in grids][::-1], dim=1)


def _prior(layers):
    """ln p of all states of the visible units of layers[0], from the top down to it."""
    W, b, c = layers[-1]
    s = _binary(len(b), W.dtype)
    energy = s @ b + torch.logaddexp(torch.zeros((), dtype=W.dtype), s @ W + c).sum(1)
    log_p = torch.log_softmax(energy, dim=0)
    for W, b, _ in reversed(layers[:-1]):
        log_p = _down(_binary(len(b), W.dtype), W, b, log_p)
    return log_p


def _given(v, W, b):
    h = _binary(W.shape[1], W.dtype)
    a = h @ W.T + b
    sign = 2 * v[:, None, :] - 1
    return F.logsigmoid(sign * a).sum(2)


def _down(v, W, b, log_p):
    return torch.cat([torch.logsumexp(_given(part, W, b) + log_p, 1) for part in v.split(64)])


def dbn_log_prob(v, layers):
    if len(layers) == 1:
        index = (v.long() * 2 ** torch.arange(v.shape[1])).sum(1)
        return _prior(layers)[index]
    W, b, _ = layers[0]
    return _down(v, W, b, _prior(layers[1:]))


def bound(v, q, layers):
    W, b, _ = layers[0]
    expected = torch.einsum("ns,ns->n", q, _given(v, W, b) + _prior(layers[1:]))
    entropy = torch.special.entr(q).sum(1)
    return expected + entropy


def pretrain(v, layers, us, uh, uv, lr):
    machine = [p.clone() for p in layers[0]]
    for for_hidden, for_visible in zip(uh[0], uv[0]):
        for p, d in zip(machine, contrastive_divergence(v, *machine, for_hidden, for_visible)):
            p += lr * d
    if len(layers) == 1:
        return [tuple(machine)]
    h = draw(_up(v, machine[0], machine[2]), us[0])
    return [tuple(machine), *pretrain(h, layers[1:], us[1:], uh[1:], uv[1:], lr)]


def delta_rule(x, y, W, b, lr):
    with torch.enable_grad():
        W0, b0 = W.detach().clone().requires_grad_(), b.detach().clone().requires_grad_()
        log_p = -F.binary_cross_entropy_with_logits(x @ W0 + b0, y, reduction="sum") / x.shape[0]
        gW, gb = torch.autograd.grad(log_p, [W0, b0])
    return W + lr * gW, b + lr * gb


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    W, b, c = top
    layers = [v]
    for (R, d), u in zip(up, us):
        layers.append(draw(_up(layers[-1], R, d), u))
    x = layers[-1]
    for hidden, visible in zip(uh, uv):
        x = draw(_up(draw(_up(x, W, c), hidden), W.T, b), visible)
    n = len(v)
    data, dream = layers[-1], x
    new_top = (
        W + lr * (data.T @ _up(data, W, c) - dream.T @ _up(dream, W, c)) / n,
        b + lr * (data - dream).sum(0) / n,
        c + lr * (_up(data, W, c) - _up(dream, W, c)).sum(0) / n,
    )
    dreams = [x]
    for (G, d), u in zip(down[::-1], ud[::-1]):
        dreams.insert(0, draw(_up(dreams[0], G, d), u))
    new_down = [delta_rule(b_, a_, *m, lr) for a_, b_, m in zip(layers, layers[1:], down)]
    new_up = [delta_rule(a_, b_, *m, lr) for a_, b_, m in zip(dreams, dreams[1:], up)]
    return new_up, new_down, new_top
