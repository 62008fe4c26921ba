"""All draws of a training before its first step; fields kept up to date, not computed anew."""

import torch

SOFTPLUS = torch.nn.Softplus(threshold=30)


def energy(v, W, b):
    fields = v @ W
    return -(v * (0.5 * fields + b)).sum(dim=-1)


def enumerate_units(D, like):
    choices = [torch.tensor([0.0, 1.0], dtype=like.dtype)] * D
    if D == 1:
        return choices[0][:, None]
    return torch.cartesian_prod(*choices).flip(1)


def exact_distribution(W, b):
    score = -energy(enumerate_units(b.shape[0], b), W, b)
    return torch.softmax(score, dim=-1), torch.logsumexp(score, dim=-1)


def gibbs_sweep(v, W, b, u, temperature=1.0):
    state = v + 0
    fields = state @ W + b
    for i in range(v.shape[1]):
        new = u[:, i].lt(torch.special.expit(fields[:, i] / temperature)).to(v.dtype)
        # The fields of all others, corrected by what has changed.
        fields = fields + torch.outer(new - state[:, i], W[i])
        state[:, i] = new
    return state


def anneal(v, W, b, u, temperatures):
    energies = v.new_zeros(len(u), len(v))
    state = v
    for s, temperature in enumerate(temperatures.tolist()):
        state = gibbs_sweep(state, W, b, u[s], temperature)
        energies[s] = energy(state, W, b)
    return state, energies


def log_likelihood_gradient(v, W, b):
    states = enumerate_units(b.shape[0], b)
    p = exact_distribution(W, b)[0]
    rows = torch.cat([v, states])
    weights = torch.cat([v.new_full((len(v),), 1 / len(v)), -p])
    dW = torch.einsum("s,si,sj->ij", weights, rows, rows)
    return dW.masked_fill(torch.eye(len(b), dtype=torch.bool), 0.0), weights @ rows


def free_energy(v, W, b, c):
    return -(SOFTPLUS(v.matmul(W) + c).sum(1) + v.matmul(b))


def conditionals(v, h, W, b, c):
    return torch.special.expit(c + v @ W), torch.special.expit(b + h @ W.transpose(0, 1))


def step(v, W, b, c, uh, uv):
    h = uh.lt(torch.special.expit(c + v @ W)).to(W.dtype)
    return uv.lt(torch.special.expit(b + h @ W.transpose(0, 1))).to(W.dtype)


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    keep = torch.zeros(len(b), dtype=torch.bool) if known is None else known
    states = [v]
    for s in range(len(uh)):
        states.append(torch.where(keep, v, step(states[-1], W, b, c, uh[s], uv[s])))
    return torch.stack(states)[1:]


def rbm_log_likelihood(v, W, b, c):
    if len(b) < len(c):
        scores = -free_energy(enumerate_units(len(b), b), W, b, c)
    else:
        scores = -free_energy(enumerate_units(len(c), c), W.transpose(0, 1), c, b)
    return -free_energy(v, W, b, c) - scores.logsumexp(0)


def contrastive_divergence(v, W, b, c, uh, uv):
    dream = v
    for s in range(len(uh)):
        dream = step(dream, W, b, c, uh[s], uv[s])
    up, up_dream = conditionals(v, uh[0], W, b, c)[0], conditionals(dream, uh[0], W, b, c)[0]
    dW = (v[:, :, None] * up[:, None] - dream[:, :, None] * up_dream[:, None]).mean(0)
    return dW, (v - dream).mean(0), (up - up_dream).mean(0)


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    for s in range(len(uh)):
        chain = step(chain, W, b, c, uh[s], uv[s])
    up, up_chain = torch.special.expit(c + v @ W), torch.special.expit(c + chain @ W)
    dW = (v[:, :, None] * up[:, None]).mean(0) - (chain[:, :, None] * up_chain[:, None]).mean(0)
    db, dc = v.mean(0) - chain.mean(0), up.mean(0) - up_chain.mean(0)
    return W + lr * dW, b + lr * db, c + lr * dc, chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    draw = torch.Generator().manual_seed(seed)
    rows = torch.randint(0, len(v), (steps, batch_size), generator=draw)
    uh = torch.rand(steps, k, batch_size, len(c), generator=draw, dtype=W.dtype)
    uv = torch.rand(steps, k, batch_size, len(b), generator=draw, dtype=W.dtype)
    parameters = [W, b, c]
    for t in range(steps):
        moves = contrastive_divergence(v[rows[t]], *parameters, uh[t], uv[t])
        parameters = [each + lr * move for each, move in zip(parameters, moves, strict=True)]
    return tuple(parameters)
