# RIGHT: loops over pairs, log-odds of u against the field, fields kept up to date, the gradient by autograd, np.logaddexp-like sums, epochs without repetition
import itertools

import numpy as np
import torch


def energy(v, W, b):
    total = torch.zeros(v.shape[0], dtype=W.dtype)
    D = v.shape[1]
    for i in range(D):
        total = total - b[i] * v[:, i]
        for j in range(i + 1, D):
            total = total - W[i, j] * v[:, i] * v[:, j]
    return total


def _table(D, like):
    # product counts its last place fastest, so turn every state round
    rows = [bits[::-1] for bits in itertools.product([0.0, 1.0], repeat=D)]
    return torch.tensor(rows, dtype=like.dtype).reshape(2**D, D)


def exact_distribution(W, b):
    E = energy(_table(b.shape[0], W), W, b)
    low = E.min()
    weights = torch.exp(low - E)
    Z = weights.sum()
    return weights / Z, torch.log(Z) - low


def gibbs_sweep(v, W, b, u, temperature=1.0):
    state = v.clone()
    fields = state @ W + b
    odds = torch.logit(u)  # u < sigmoid(z / T) is logit(u) < z / T
    for i in range(W.shape[0]):
        new = (odds[:, i] < fields[:, i] / temperature).to(state.dtype)
        fields = fields + (new - state[:, i])[:, None] * W[i]
        state[:, i] = new
    return state


def anneal(v, W, b, u, temperatures):
    S = len(temperatures)
    energies = torch.empty(S, v.shape[0], dtype=W.dtype)
    state = v
    for s in range(S):
        state = gibbs_sweep(state, W, b, u[s], float(temperatures[s]))
        energies[s] = energy(state, W, b)
    return state, energies


def log_likelihood_gradient(v, W, b):
    D = len(b)
    W = W.detach().clone().requires_grad_()
    b = b.detach().clone().requires_grad_()
    with torch.enable_grad():
        def quadratic(s):
            return 0.5 * torch.einsum("ni,ij,nj->n", s, W, s) + s @ b

        log_Z = torch.logsumexp(quadratic(_table(D, W)), dim=0)
        gW, gb = torch.autograd.grad((quadratic(v) - log_Z).mean(), [W, b])
    return (gW + gW.T) * (1 - torch.eye(D, dtype=W.dtype)), gb


def free_energy(v, W, b, c):
    x = torch.einsum("ni,ij->nj", v, W) + c
    return -(v * b).sum(-1) - torch.logaddexp(x, torch.zeros_like(x)).sum(-1)


def conditionals(v, h, W, b, c):
    up = 1 / (1 + torch.exp(-(c + torch.einsum("ni,ij->nj", v, W))))
    down = 1 / (1 + torch.exp(-(b + torch.einsum("mj,ij->mi", h, W))))
    return up, down


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    k, N, D = uv.shape
    out = torch.zeros(k, N, D, dtype=W.dtype)
    x = v.clone()
    for s in range(k):
        h = torch.where(uh[s] < torch.sigmoid(x @ W + c), 1.0, 0.0).to(W.dtype)
        x = torch.where(uv[s] < torch.sigmoid(h @ W.T + b), 1.0, 0.0).to(W.dtype)
        if known is not None:
            x[:, known] = v[:, known]
        out[s] = x
    return out


def rbm_log_likelihood(v, W, b, c):
    if W.shape[0] < W.shape[1]:
        scores = -free_energy(_table(W.shape[0], W), W, b, c)
    else:
        scores = -free_energy(_table(W.shape[1], W), W.T, c, b)
    top = scores.max()
    return -free_energy(v, W, b, c) - top - torch.log(torch.exp(scores - top).sum())


def _averages(v, W, b, c):
    up, _ = conditionals(v, torch.zeros(1, W.shape[1], dtype=W.dtype), W, b, c)
    return torch.einsum("ni,nj->nij", v, up).mean(0), v.mean(0), up.mean(0)


def contrastive_divergence(v, W, b, c, uh, uv):
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    data, model = _averages(v, W, b, c), _averages(dream, W, b, c)
    return tuple(x - y for x, y in zip(data, model))


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    data, model = _averages(v, W, b, c), _averages(chain, W, b, c)
    W, b, c = (p + lr * (x - y) for p, x, y in zip((W, b, c), data, model))
    return W, b, c, chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    rng = np.random.default_rng(seed)
    W, b, c = W.clone(), b.clone(), c.clone()
    order = []
    for _ in range(steps):
        while len(order) < batch_size:
            order = order + rng.permutation(v.shape[0]).tolist()
        rows, order = order[:batch_size], order[batch_size:]
        uh = torch.from_numpy(rng.random((k, batch_size, W.shape[1]))).to(W.dtype)
        uv = torch.from_numpy(rng.random((k, batch_size, W.shape[0]))).to(W.dtype)
        for p, d in zip((W, b, c), contrastive_divergence(v[rows], W, b, c, uh, uv)):
            p += lr * d
    return W, b, c
