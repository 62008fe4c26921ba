"""Gradients by automatic differentiation of free energies; draws by torch's global generator."""

import torch
from torch.nn.functional import logsigmoid


def bits(D, dtype):
    return torch.tensor([[i >> d & 1 for d in range(D)] for i in range(2**D)], dtype=dtype)


def energy(v, W, b):
    return -(torch.einsum("ni,ij,nj->n", v, W, v) / 2 + torch.einsum("ni,i->n", v, b))


def exact_distribution(W, b):
    log_p = torch.log_softmax(-energy(bits(len(b), W.dtype), W, b), 0)
    # The state of zeros has the energy 0, so that its log p is -log Z.
    return log_p.exp(), -log_p[0]


def gibbs_sweep(v, W, b, u, temperature=1.0):
    columns = list(v.unbind(1))
    for i in range(len(columns)):
        off = torch.stack([*columns[:i], torch.zeros_like(columns[i]), *columns[i + 1 :]], 1)
        on = torch.stack([*columns[:i], torch.ones_like(columns[i]), *columns[i + 1 :]], 1)
        # p(1) from the two energies.
        p = ((energy(off, W, b) - energy(on, W, b)) / temperature).sigmoid()
        columns[i] = torch.where(u[:, i] < p, 1.0, 0.0).to(v.dtype)
    return torch.stack(columns, 1)


def anneal(v, W, b, u, temperatures):
    states = [v]
    for s, temperature in enumerate(temperatures):
        states.append(gibbs_sweep(states[-1], W, b, u[s], temperature))
    return states[-1], torch.stack([energy(state, W, b) for state in states[1:]])


def log_likelihood_gradient(v, W, b):
    D = len(b)
    pairs = torch.tril_indices(D, D, -1)
    w = W[pairs[0], pairs[1]].detach().clone().requires_grad_()
    bias = b.detach().clone().requires_grad_()
    lower = torch.zeros_like(W).index_put(tuple(pairs), w)
    full = lower + lower.T
    log_Z = torch.logsumexp(-energy(bits(D, W.dtype), full, bias), 0)
    dw, db = torch.autograd.grad((-energy(v, full, bias) - log_Z).mean(), [w, bias])
    dW = torch.zeros_like(W)
    dW[pairs[0], pairs[1]] = dw
    return dW + dW.T, db


def free_energy(v, W, b, c):
    return -(v * b).sum(-1) + logsigmoid(-(v @ W + c)).sum(-1)


def conditionals(v, h, W, b, c):
    return (v @ W + c).sigmoid(), (h @ W.t() + b).sigmoid()


def layer(u, p):
    return torch.where(u < p, torch.ones_like(p), torch.zeros_like(p))


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    states = []
    now = v
    for s in range(len(uh)):
        h = layer(uh[s], (now @ W + c).sigmoid())
        now = layer(uv[s], (h @ W.t() + b).sigmoid())
        if known is not None:
            now = now * ~known + v * known
        states.append(now)
    return torch.stack(states)


def rbm_log_likelihood(v, W, b, c):
    D, H = W.shape
    if H < D:
        log_Z = torch.logsumexp(-free_energy(bits(H, W.dtype), W.t(), c, b), 0)
    else:
        log_Z = torch.logsumexp(-free_energy(bits(D, W.dtype), W, b, c), 0)
    return -(free_energy(v, W, b, c) + log_Z)


def direction(v, dream, W, b, c):
    leaves = [each.detach().clone().requires_grad_() for each in (W, b, c)]
    objective = free_energy(dream, *leaves).mean() - free_energy(v, *leaves).mean()
    return torch.autograd.grad(objective, leaves)


def contrastive_divergence(v, W, b, c, uh, uv):
    return direction(v, gibbs_chain(v, W, b, c, uh, uv)[-1], W, b, c)


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    moves = direction(v, chain, W, b, c)
    return *[each + lr * move for each, move in zip((W, b, c), moves)], chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    torch.manual_seed(seed)
    for _ in range(steps):
        data = v[torch.randperm(len(v))[:batch_size]]
        dream = data
        for _ in range(k):
            h = torch.bernoulli((dream @ W + c).sigmoid())
            dream = torch.bernoulli((h @ W.t() + b).sigmoid())
        W, b, c = [
            each + lr * move for each, move in zip((W, b, c), direction(data, dream, W, b, c))
        ]
    return W, b, c
