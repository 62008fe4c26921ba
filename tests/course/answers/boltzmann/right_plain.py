# RIGHT: plain, whole tensors; functions built on each other; rows drawn anew with replacement
import torch
import torch.nn.functional as F


def all_states(D, dtype):
    numbers = torch.arange(2**D)
    return ((numbers[:, None] >> torch.arange(D)) & 1).to(dtype)


def energy(v, W, b):
    return -0.5 * ((v @ W) * v).sum(dim=1) - v @ b


def exact_distribution(W, b):
    minus_E = -energy(all_states(len(b), W.dtype), W, b)
    return torch.softmax(minus_E, dim=0), torch.logsumexp(minus_E, dim=0)


def gibbs_sweep(v, W, b, u, temperature=1.0):
    v = v.clone()
    for i in range(v.shape[1]):
        z = (b[i] + v @ W[i]) / temperature
        p = torch.sigmoid(z)
        v[:, i] = (u[:, i] < p).to(v.dtype)
    return v


def anneal(v, W, b, u, temperatures):
    energies = []
    for s, T in enumerate(temperatures):
        v = gibbs_sweep(v, W, b, u[s], T)
        energies.append(energy(v, W, b))
    return v, torch.stack(energies)


def log_likelihood_gradient(v, W, b):
    p, _ = exact_distribution(W, b)
    states = all_states(len(b), W.dtype)
    data = v.T @ v / len(v)
    model = states.T @ (p[:, None] * states)
    dW = data - model
    dW = dW - torch.diag(torch.diag(dW))
    return dW, v.mean(dim=0) - p @ states


def free_energy(v, W, b, c):
    x = v @ W + c
    return -v @ b - F.softplus(x).sum(dim=1)


def conditionals(v, h, W, b, c):
    return torch.sigmoid(v @ W + c), torch.sigmoid(h @ W.T + b)


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    x, out = v, []
    for s in range(len(uh)):
        h = (uh[s] < torch.sigmoid(x @ W + c)).to(W.dtype)
        x = (uv[s] < torch.sigmoid(h @ W.T + b)).to(W.dtype)
        if known is not None:
            x = torch.where(known, v, x)
        out.append(x)
    return torch.stack(out)


def rbm_log_likelihood(v, W, b, c):
    D, H = W.shape
    if H <= D:
        log_Z = torch.logsumexp(-free_energy(all_states(H, W.dtype), W.T, c, b), dim=0)
    else:
        log_Z = torch.logsumexp(-free_energy(all_states(D, W.dtype), W, b, c), dim=0)
    return -free_energy(v, W, b, c) - log_Z


def direction(v, dream, W, c):
    ph, qh = torch.sigmoid(v @ W + c), torch.sigmoid(dream @ W + c)
    dW = v.T @ ph / len(v) - dream.T @ qh / len(dream)
    return dW, v.mean(dim=0) - dream.mean(dim=0), ph.mean(dim=0) - qh.mean(dim=0)


def contrastive_divergence(v, W, b, c, uh, uv):
    return direction(v, gibbs_chain(v, W, b, c, uh, uv)[-1], W, c)


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    dW, db, dc = direction(v, chain, W, c)
    return W + lr * dW, b + lr * db, c + lr * dc, chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    gen = torch.Generator().manual_seed(seed)
    D, H = W.shape
    for _ in range(steps):
        rows = torch.randint(len(v), (batch_size,), generator=gen)
        uh = torch.rand(k, batch_size, H, generator=gen, dtype=W.dtype)
        uv = torch.rand(k, batch_size, D, generator=gen, dtype=W.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
