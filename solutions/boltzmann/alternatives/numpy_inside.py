"""numpy does the work, but for the free energy; one seed for each step of training."""

import numpy as np
import torch


def n(*tensors):
    return [each.detach().numpy() for each in tensors]


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def states_of(D, dtype):
    grid = np.indices((2,) * D).reshape(D, -1)[::-1].T
    return grid.astype(dtype)


def energies(v, W, b):
    return -np.sum((v @ W / 2 + b) * v, axis=1)


def energy(v, W, b):
    return torch.from_numpy(energies(*n(v, W, b)))


def distribution(W, b):
    low = -energies(states_of(len(b), W.dtype), W, b)
    top = low.max()
    Z = np.exp(low - top).sum()
    return np.exp(low - top) / Z, np.log(Z) + top


def exact_distribution(W, b):
    p, log_Z = distribution(*n(W, b))
    return torch.from_numpy(p), torch.tensor(log_Z, dtype=W.dtype)


def sweep(v, W, b, u, temperature):
    v = v.copy()
    for i in range(v.shape[1]):
        v[:, i] = np.less(u[:, i], sigmoid((v @ W[i] + b[i]) / temperature))
    return v


def gibbs_sweep(v, W, b, u, temperature=1.0):
    return torch.from_numpy(sweep(*n(v, W, b, u), temperature))


def anneal(v, W, b, u, temperatures):
    v, W, b, u, temperatures = n(v, W, b, u, temperatures)
    out = []
    for uniforms, temperature in zip(u, temperatures, strict=True):
        v = sweep(v, W, b, uniforms, temperature)
        out.append(energies(v, W, b))
    return torch.from_numpy(v), torch.from_numpy(np.array(out))


def log_likelihood_gradient(v, W, b):
    v, W, b = n(v, W, b)
    states = states_of(len(b), W.dtype)
    p, _ = distribution(W, b)
    dW = np.einsum("ni,nj->ij", v, v) / v.shape[0] - np.einsum("s,si,sj->ij", p, states, states)
    np.fill_diagonal(dW, 0)
    db = np.average(v, axis=0) - np.average(states, axis=0, weights=p)
    return torch.from_numpy(dW), torch.from_numpy(db.astype(W.dtype))


def free_energy(v, W, b, c):
    gains = torch.stack([torch.zeros_like(v @ W), v @ W + c])
    return -(torch.logsumexp(gains, 0).sum(1) + v @ b)


def conditionals(v, h, W, b, c):
    v, h, W, b, c = n(v, h, W, b, c)
    return torch.from_numpy(sigmoid(v @ W + c)), torch.from_numpy(sigmoid(h @ W.T + b))


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    v, W, b, c, uh, uv = n(v, W, b, c, uh, uv)
    out = np.zeros_like(uv)
    now = v
    for s in range(len(uv)):
        h = np.where(uh[s] < sigmoid(now @ W + c), 1.0, 0.0)
        now = np.where(uv[s] < sigmoid(h @ W.T + b), 1.0, 0.0)
        if known is not None:
            now = np.where(known.numpy(), v, now)
        out[s] = now
    return torch.from_numpy(out)


def rbm_log_likelihood(v, W, b, c):
    D, H = W.shape
    if min(D, H) == D:
        all_of_them = free_energy(torch.from_numpy(states_of(D, n(W)[0].dtype)), W, b, c)
    else:
        all_of_them = free_energy(torch.from_numpy(states_of(H, n(W)[0].dtype)), W.T, c, b)
    low = n(-all_of_them)[0]
    log_Z = low.max() + np.log(np.sum(np.exp(low - low.max())))
    return -free_energy(v, W, b, c) - float(log_Z)


def differences(v, dream, W, c):
    up, down = sigmoid(v @ W + c), sigmoid(dream @ W + c)
    return (
        v.T @ up / len(v) - dream.T @ down / len(dream),
        v.mean(0) - dream.mean(0),
        up.mean(0) - down.mean(0),
    )


def contrastive_divergence(v, W, b, c, uh, uv):
    (dream,) = n(gibbs_chain(v, W, b, c, uh, uv)[-1])
    v, W, c = n(v, W, c)
    return tuple(torch.from_numpy(each) for each in differences(v, dream, W, c))


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    moves = differences(*n(v, chain, W, c))
    new = [each + lr * torch.from_numpy(move) for each, move in zip((W, b, c), moves, strict=True)]
    return [*new, chain]


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    v, W, b, c = (each.copy() for each in n(v, W, b, c))
    for number in range(steps):
        rng = np.random.default_rng([seed, number])
        data = dream = v[rng.choice(len(v), batch_size, replace=False)]
        for _ in range(k):
            p = sigmoid(dream @ W + c)
            h = rng.uniform(size=p.shape) < p
            p = sigmoid(h @ W.T + b)
            dream = (rng.uniform(size=p.shape) < p).astype(v.dtype)
        moves = differences(data, dream, W, c)
        W, b, c = W + lr * moves[0], b + lr * moves[1], c + lr * moves[2]
    return tuple(torch.from_numpy(each) for each in (W, b, c))
