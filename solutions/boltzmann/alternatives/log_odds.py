"""Units are drawn by comparing log-odds; float64 by default; rows come from a data loader."""

import torch
from torch.utils.data import DataLoader, TensorDataset

torch.set_default_dtype(torch.float64)


def table(D, like):
    """All states, lowest bit first, doubled unit by unit."""
    states = like.new_zeros(1, 0)
    for _ in range(D):
        off = torch.cat([states, states.new_zeros(len(states), 1)], dim=1)
        on = torch.cat([states, states.new_ones(len(states), 1)], dim=1)
        states = torch.cat([off, on])
    return states


def energy(v, W, b):
    upper = torch.triu(W, diagonal=1)
    return -((v.unsqueeze(1) @ upper).squeeze(1) * v + b * v).sum(-1)


def exact_distribution(W, b):
    E = energy(table(len(b), b), W, b)
    log_Z = (-E).logsumexp(0)
    return (-E - log_Z).exp(), log_Z


def gibbs_sweep(v, W, b, u, temperature=1.0):
    state = torch.zeros_like(v)
    state += v
    thresholds = temperature * torch.logit(u)
    for i in range(v.size(1)):
        z = torch.mv(state, W[i]).add(b[i])
        state[:, i] = (thresholds[:, i] < z).type_as(v)
    return state


def anneal(v, W, b, u, temperatures):
    trace = []
    for s in range(u.size(0)):
        v = gibbs_sweep(v, W, b, u[s], temperatures[s].item())
        trace.append(energy(v, W, b))
    return v, torch.stack(trace, dim=0)


def moments(states, weights):
    second = (states * weights[:, None]).t() @ states
    return second - torch.diag(second.diagonal()), weights @ states


def log_likelihood_gradient(v, W, b):
    share = torch.full((len(v),), 1 / len(v), dtype=v.dtype)
    p, _ = exact_distribution(W, b)
    data, model = moments(v, share), moments(table(len(b), b), p)
    return data[0] - model[0], data[1] - model[1]


def log1pexp(z):
    return z.clamp(min=0) + torch.log1p(torch.exp(-z.abs()))


def free_energy(v, W, b, c):
    z = torch.addmm(c, v, W)
    return -torch.mv(v, b) - log1pexp(z).sum(1)


def conditionals(v, h, W, b, c):
    return torch.sigmoid(torch.addmm(c, v, W)), torch.sigmoid(torch.addmm(b, h, W.mT))


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    states = torch.zeros_like(uv)
    now = v
    for s in range(uv.shape[0]):
        h = (torch.logit(uh[s]) < now @ W + c).type_as(v)
        now = (torch.logit(uv[s]) < h @ W.mT + b).type_as(v)
        if known is not None:
            now[:, known] = v[:, known]
        states[s] = now
    return states


def rbm_log_likelihood(v, W, b, c):
    if W.shape[0] > W.shape[1]:
        h = table(W.shape[1], W)
        log_Z = (h @ c + log1pexp(h @ W.mT + b).sum(1)).logsumexp(0)
    else:
        log_Z = (-free_energy(table(W.shape[0], W), W, b, c)).logsumexp(0)
    return -free_energy(v, W, b, c) - log_Z


def contrastive_divergence(v, W, b, c, uh, uv):
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    both = torch.cat([v, dream])
    signs = torch.cat([torch.ones_like(v[:, 0]), -torch.ones_like(v[:, 0])])[:, None] / len(v)
    p = torch.sigmoid(both @ W + c)
    return (signs * both).mT @ p, (signs * both).sum(0), (signs * p).sum(0)


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    new = [W.clone(), b.clone(), c.clone()]
    for rows, sign in ((v, lr), (chain, -lr)):
        p = torch.sigmoid(rows @ W + c)
        new[0].addmm_(rows.mT, p, alpha=sign / len(rows))
        new[1].add_(rows.mean(0), alpha=sign)
        new[2].add_(p.mean(0), alpha=sign)
    return new[0], new[1], new[2], chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        TensorDataset(v), batch_size, shuffle=True, drop_last=True, generator=generator
    )
    done = 0
    while done < steps:
        for (rows,) in loader:
            if done == steps:
                break
            uh = torch.rand((k, len(rows), len(c)), generator=generator, dtype=W.dtype)
            uv = torch.rand((k, len(rows), len(b)), generator=generator, dtype=W.dtype)
            moves = contrastive_divergence(rows, W, b, c, uh, uv)
            W, b, c = (
                each.add(move, alpha=lr) for each, move in zip((W, b, c), moves, strict=True)
            )
            done += 1
    return W, b, c
