"""Deep belief networks: the reference that all answers are compared with."""

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


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    return W.T.clone(), c.clone(), b.clone()


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, _, c), u in zip(layers, us, strict=True):
        v = draw(torch.sigmoid(v @ W + c), u)
        states.append(v)
    return states


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    x = gibbs_chain(x, *top, uh, uv)[-1]
    for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
        x = draw(torch.sigmoid(x @ W.T + b), u)
    return x


def stack_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    """ln p(v) of every row, (N,)."""
    if len(layers) > 1:
        return torch.logsumexp(log_joint(v, layers), dim=1)
    _, b, _ = layers[0]
    everything = -free_energy(all_states(len(b), b), *layers[0])
    return -free_energy(v, *layers[0]) - torch.logsumexp(everything, dim=0)


def log_joint(v: Tensor, layers: list[Machine]) -> Tensor:
    """ln p(v, h) of every row with every state h of the first hidden layer, (N, 2^H)."""
    W, b, c = layers[0]
    h = all_states(len(c), c)
    fields = h @ W.T + b
    log_given = v @ fields.T - F.softplus(fields).sum(dim=1)
    return log_given + stack_log_prob(h, layers[1:])


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    return stack_log_prob(v, layers)


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    return (q * log_joint(v, layers) + torch.special.entr(q)).sum(dim=1)


def pretrain(
    v: Tensor,
    layers: list[Machine],
    us: list[Tensor],
    uh: list[Tensor],
    uv: list[Tensor],
    lr: float,
) -> list[Machine]:
    trained = []
    for i, (W, b, c) in enumerate(layers):
        for for_hidden, for_visible in zip(uh[i], uv[i], strict=True):
            dW, db, dc = contrastive_divergence(v, W, b, c, for_hidden, for_visible)
            W, b, c = W + lr * dW, b + lr * db, c + lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ W + c), us[i])
    return trained


def delta_rule(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> Map:
    error = y - torch.sigmoid(x @ W + b)
    return W + lr * x.T @ error / len(x), b + lr * error.mean(dim=0)


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
    wake = [v]
    for (R, c), u in zip(up, us, strict=True):
        wake.append(draw(torch.sigmoid(wake[-1] @ R + c), u))
    sleep = [gibbs_chain(wake[-1], *top, uh, uv)[-1]]
    for (G, b), u in zip(reversed(down), reversed(ud), strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(sleep[i], sleep[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
