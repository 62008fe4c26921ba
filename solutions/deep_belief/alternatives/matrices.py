"""Everything as products of tables of probabilities, in logarithms of blocks."""

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
    return torch.einsum("ij->ji", W).clone(), c.detach().clone(), b.detach().clone()


def next_layer(x, weights, bias, u):
    return (torch.einsum("ni,io->no", x, weights).add(bias).sigmoid() > u).double().to(x.dtype)


def up_pass(v, layers, us):
    states = []
    while len(states) < len(layers):
        W, _, c = layers[len(states)]
        v = next_layer(v, W, c, us[len(states)])
        states.append(v)
    return states


def generate(x, layers, uh, uv, us):
    x = gibbs_chain(x, *layers[-1], uh, uv)[len(uh) - 1]
    rest = list(zip(layers[:-1], us, strict=True))
    while rest:
        (W, b, _), u = rest.pop()
        x = next_layer(x, W.T, b, u)
    return x


def log_table(y, x, weights, bias):
    z = torch.addmm(bias, x, weights)
    both = torch.cat([F.logsigmoid(z), F.logsigmoid(-z)], dim=1)
    return torch.cat([y, 1 - y], dim=1) @ both.T


def visible_scores(states, W, b, c):
    return torch.mv(states, b) + F.softplus(torch.addmm(c, states, W)).sum(1)


def dbn_log_prob(v, layers):
    W, b, c = layers[-1]
    rows = all_states(len(b), b)
    scores = visible_scores(rows, W, b, c)
    if len(layers) == 1:
        return visible_scores(v, W, b, c) - scores.logsumexp(0)
    log_p = scores.log_softmax(0)
    for W, b, _ in layers[-2:0:-1]:
        lower = all_states(len(b), b)
        log_p = torch.logsumexp(log_table(lower, rows, W.T, b) + log_p, dim=1)
        rows = lower
    W, b, _ = layers[0]
    return torch.logsumexp(log_table(v, rows, W.T, b) + log_p, dim=1)


def bound(v, q, layers):
    W, b, c = layers[0]
    h = all_states(len(c), q)
    expected = (q @ dbn_log_prob(h, layers[1:])) + (q * log_table(v, h, W.T, b)).sum(1)
    entropy = torch.stack([-(row[row > 0] * row[row > 0].log()).sum() for row in q])
    return expected + entropy


def pretrain(v, layers, us, uh, uv, lr):
    if not layers:
        return []
    W, b, c = layers[0]
    for s in range(uh[0].shape[0]):
        dW, db, dc = contrastive_divergence(v, W, b, c, uh[0][s], uv[0][s])
        W, b, c = torch.add(W, dW, alpha=lr), torch.add(b, db, alpha=lr), torch.add(c, dc, alpha=lr)
    above = next_layer(v, W, c, us[0]) if us else None
    return [(W, b, c), *pretrain(above, layers[1:], us[1:], uh[1:], uv[1:], lr)]


def delta_rule(x, y, W, b, lr):
    ones = torch.ones(len(x), 1, dtype=x.dtype)
    inputs, both = torch.cat([x, ones], 1), torch.cat([W, b[None]])
    both = both + inputs.T @ (y - torch.sigmoid(inputs @ both)) * lr / len(x)
    return both[:-1], both[-1]


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    layers = range(len(up))
    wake = {0: v}
    for i in layers:
        wake[i + 1] = next_layer(wake[i], *up[i], us[i])
    highest = wake[len(up)]
    dream = {len(up): gibbs_chain(highest, *top, uh, uv)[-1]}
    for i in reversed(layers):
        dream[i] = next_layer(dream[i + 1], *down[i], ud[i])
    moves = contrastive_divergence(highest, *top, uh, uv)
    return (
        [delta_rule(dream[i], dream[i + 1], *up[i], lr) for i in layers],
        [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in layers],
        tuple(each + lr * move for each, move in zip(top, moves, strict=True)),
    )
