"""Every gradient is taken by autograd: of free energies, and of cross-entropies."""

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
    return tuple(each.detach().clone() for each in (W.mT, c, b))


def upwards(v, machine, u):
    W, _, c = machine
    return torch.heaviside(torch.sigmoid(torch.addmm(c, v, W)) - u, torch.zeros_like(u))


def downwards(h, machine, u):
    W, b, _ = machine
    return torch.heaviside(torch.sigmoid(torch.addmm(b, h, W.mT)) - u, torch.zeros_like(u))


def up_pass(v, layers, us):
    if not layers:
        return []
    h = upwards(v, layers[0], us[0])
    return [h, *up_pass(h, layers[1:], us[1:])]


def generate(x, layers, uh, uv, us):
    if len(layers) == 1:
        for for_hidden, for_visible in zip(uh, uv, strict=True):
            x = downwards(upwards(x, layers[0], for_hidden), layers[0], for_visible)
        return x
    return downwards(generate(x, layers[1:], uh, uv, us[1:]), layers[0], us[0])


def dbn_log_prob(v, layers):
    (W, b, c), *rest = layers
    if not rest:
        scores = -free_energy(all_states(len(b), b), W, b, c)
        return -free_energy(v, W, b, c) - scores.logsumexp(0)
    return log_joint(v, layers).logsumexp(1)


def log_joint(v, layers):
    (W, b, c), *rest = layers
    h = all_states(len(c), c)
    logits = (b + h @ W.mT).expand(len(v), -1, -1)
    targets = v[:, None].expand_as(logits)
    errors = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return dbn_log_prob(h, rest) - errors.sum(2)


def bound(v, q, layers):
    joint = log_joint(v, layers)
    return (q * joint).sum(1) - torch.xlogy(q, q).sum(1)


def ascended(parameters, score, lr):
    with torch.enable_grad():
        leaves = [each.detach().requires_grad_() for each in parameters]
        gradients = torch.autograd.grad(score(*leaves), leaves)
    return tuple(each + lr * g for each, g in zip(parameters, gradients, strict=True))


def cd_step(v, machine, uh, uv, lr):
    dream = gibbs_chain(v, *machine, uh, uv)[-1]
    return ascended(machine, lambda *at: (free_energy(dream, *at) - free_energy(v, *at)).mean(), lr)


def pretrain(v, layers, us, uh, uv, lr):
    trained = []
    for i, machine in enumerate(layers):
        for s in range(uh[i].shape[0]):
            machine = cd_step(v, machine, uh[i][s], uv[i][s], lr)
        trained.append(machine)
        if i < len(layers) - 1:
            v = upwards(v, machine, us[i])
    return trained


def delta_rule(x, y, W, b, lr):
    def score(W, b):
        errors = F.binary_cross_entropy_with_logits(x @ W + b, y, reduction="sum")
        return -errors / len(x)

    return ascended((W, b), score, lr)


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    recognition = [(R, None, c) for R, c in up]
    generation = [(G.mT, b, None) for G, b in down]
    wake = [v, *up_pass(v, recognition, us)]
    dream = [gibbs_chain(wake[-1], *top, uh, uv)[-1]]
    for machine, u in zip(generation[::-1], ud[::-1], strict=True):
        dream.append(downwards(dream[-1], machine, u))
    dream.reverse()
    new_top = cd_step(wake[-1], top, uh, uv, lr)
    new_down = [delta_rule(wake[i + 1], wake[i], *each, lr) for i, each in enumerate(down)]
    new_up = [delta_rule(dream[i], dream[i + 1], *each, lr) for i, each in enumerate(up)]
    return new_up, new_down, new_top
