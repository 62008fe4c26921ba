"""Everything unit by unit and row by row, as on paper; numpy's generator in the training."""

import itertools
import math

import numpy as np
import torch


def energy(v, W, b):
    N, D = v.shape
    out = torch.zeros(N, dtype=W.dtype)
    for n in range(N):
        for i in range(D):
            out[n] -= b[i] * v[n, i]
            for j in range(i):
                out[n] -= W[i, j] * v[n, i] * v[n, j]
    return out


def exact_distribution(W, b):
    D = len(b)
    rows = [state[::-1] for state in itertools.product([0, 1], repeat=D)]
    states = torch.tensor(rows, dtype=W.dtype).reshape(-1, D)
    low = -(((states @ W) * states).sum(1) / 2 + states @ b)
    lowest = low.min()
    weights = torch.exp(lowest - low)
    return weights / weights.sum(), torch.log(weights.sum()) - lowest


def gibbs_sweep(v, W, b, u, temperature=1.0):
    new = v.clone()
    N, D = v.shape
    for n in range(N):
        for i in range(D):
            z = b[i] + sum(W[i, j] * new[n, j] for j in range(D))
            new[n, i] = 1.0 if u[n, i] < torch.sigmoid(z / temperature) else 0.0
    return new


def anneal(v, W, b, u, temperatures):
    energies = torch.empty(u.shape[:2], dtype=W.dtype)
    for s in range(len(temperatures)):
        v = gibbs_sweep(v, W, b, u[s], temperatures[s])
        energies[s] = energy(v, W, b)
    return v, energies


def log_likelihood_gradient(v, W, b):
    N, D = v.shape
    p, _ = exact_distribution(W, b)
    dW, db = torch.zeros_like(W), torch.zeros_like(b)
    for row, weight in [(row, 1 / N) for row in v] + [
        (torch.tensor([index >> i & 1 for i in range(D)], dtype=W.dtype), -p[index])
        for index in range(2**D)
    ]:
        dW += weight * torch.outer(row, row)
        db += weight * row
    return dW * (1 - torch.eye(D, dtype=W.dtype)), db


def free_energy(v, W, b, c):
    rows = []
    for row in v:
        total = -(row * b).sum()
        for j in range(len(c)):
            z = c[j] + (row * W[:, j]).sum()
            total = total - torch.logaddexp(z, torch.zeros_like(z))
        rows.append(total)
    return torch.stack(rows)


def conditionals(v, h, W, b, c):
    up = torch.einsum("nd,dh->nh", v, W) + c
    down = torch.einsum("mh,dh->md", h, W) + b
    return torch.sigmoid(up), torch.sigmoid(down)


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    k, N, D = uv.shape
    out = torch.empty(k, N, D, dtype=W.dtype)
    for n in range(N):
        state = v[n]
        for s in range(k):
            h = (torch.sigmoid(W.T @ state + c) > uh[s, n]) * 1.0
            new = (torch.sigmoid(W @ h.to(W.dtype) + b) > uv[s, n]).to(W.dtype)
            if known is not None:
                new[known] = v[n, known]
            out[s, n] = state = new
    return out


def rbm_log_likelihood(v, W, b, c):
    if len(b) > len(c):
        states = torch.tensor(list(itertools.product([0, 1], repeat=len(c))), dtype=W.dtype)
        weights = [state @ c + torch.logaddexp(W @ state + b, 0 * b).sum() for state in states]
        log_Z = torch.logsumexp(torch.stack(weights), 0)
    else:
        states = torch.tensor(list(itertools.product([0, 1], repeat=len(b))), dtype=W.dtype)
        log_Z = torch.logsumexp(-free_energy(states, W, b, c), 0)
    return -free_energy(v, W, b, c) - log_Z


def contrastive_divergence(v, W, b, c, uh, uv):
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    dW, db, dc = torch.zeros_like(W), torch.zeros_like(b), torch.zeros_like(c)
    N = len(v)
    for rows, sign in [(v, 1), (dream, -1)]:
        for row in rows:
            h = torch.sigmoid(row @ W + c)
            dW += sign * torch.outer(row, h) / N
            db += sign * row / N
            dc += sign * h / N
    return dW, db, dc


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    M = len(chain)
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    up, up_chain = torch.sigmoid(v @ W + c), torch.sigmoid(chain @ W + c)
    dW = torch.einsum("nd,nh->dh", v, up) / len(v) - torch.einsum("nd,nh->dh", chain, up_chain) / M
    db, dc = v.mean(0) - chain.mean(0), up.mean(0) - up_chain.mean(0)
    return W + lr * dW, b + lr * db, c + lr * dc, chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    rng = np.random.default_rng(seed)
    W, b, c = W.clone(), b.clone(), c.clone()
    queue = []
    for _ in range(steps):
        while len(queue) < batch_size:
            queue += list(rng.permutation(len(v)))
        rows, queue = queue[:batch_size], queue[batch_size:]
        data = dream = v[torch.tensor(np.array(rows))]
        for _ in range(k):
            p = torch.sigmoid(dream @ W + c)
            h = torch.tensor(rng.random(p.shape), dtype=W.dtype) < p
            p = torch.sigmoid(h.to(W.dtype) @ W.T + b)
            dream = (torch.tensor(rng.random(p.shape), dtype=W.dtype) < p).to(W.dtype)
        before, after = torch.sigmoid(data @ W + c), torch.sigmoid(dream @ W + c)
        W += lr * (data.T @ before - dream.T @ after) / batch_size
        b += lr * (data - dream).mean(0)
        c += lr * (before - after).mean(0)
    assert math.isfinite(float(W.sum()))
    return W, b, c
