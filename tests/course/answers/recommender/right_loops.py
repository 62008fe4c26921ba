# RIGHT: loops and numpy float64, random.Random, Schur complement, own parameters, Adam by hand, rows with replacement
import math
import random

import numpy as np
import torch
from torch import nn


def split_ratings(mask, share, seed):
    rng = random.Random(seed)
    test = torch.zeros_like(mask)
    for u in range(mask.shape[0]):
        items = [i for i in range(mask.shape[1]) if mask[u, i]]
        for i in rng.sample(items, int(math.floor(share * len(items)))):
            test[u, i] = True
    return mask ^ test, test


def baseline(r, mask, l2):
    table = np.where(mask.numpy(), r.detach().numpy().astype(np.float64), 0.0)
    m = mask.numpy().astype(np.float64)
    mu = table.sum() / m.sum()
    e = np.where(m > 0, table - mu, 0.0)
    # eliminate the user biases: bu = (sum e - m bi) / (n_u + l2)
    nu, ni = m.sum(1) + l2, m.sum(0) + l2
    S = np.diag(ni) - m.T @ (m / nu[:, None])
    bi = np.linalg.solve(S, e.sum(0) - m.T @ (e.sum(1) / nu))
    bu = (e.sum(1) - m @ bi) / nu
    return tuple(torch.tensor(each, dtype=r.dtype) for each in (mu, bu, bi))


def masked_loss(pred, r, mask):
    p, t = pred[mask], r[mask]
    if len(p) == 0:
        return p.sum()
    return nn.functional.mse_loss(p, t)


def als_step(r, mask, Q, l2):
    U, K = mask.shape[0], Q.shape[1]
    P = torch.zeros(U, K, dtype=r.dtype)
    for u in range(U):
        items = mask[u].nonzero()[:, 0]
        if len(items) == 0:
            continue
        # ridge regression as least squares with sqrt(l2) rows below
        A = torch.cat([Q[items], math.sqrt(l2) * torch.eye(K, dtype=Q.dtype)])
        y = torch.cat([r[u, items], torch.zeros(K, dtype=r.dtype)])
        P[u] = torch.linalg.lstsq(A, y[:, None]).solution[:, 0]
    return P


def fold_in(r, mask, mu, bi, Q, l2):
    e = torch.zeros_like(r)
    total, n = 0.0, 0
    for i in range(len(r)):
        if mask[i]:
            e[i] = r[i] - mu - bi[i]
            total = total + e[i]
            n += 1
    b = total / (n + l2)
    p = als_step((e - b)[None], mask[None], Q, l2)[0]
    return mu + b + bi + (Q * p).sum(dim=1)


class AutoRec(nn.Module):
    def __init__(self, mean, hidden_size):
        super().__init__()
        self.usual = mean.detach().clone()  # cast when it is used
        self.net = nn.Sequential(
            nn.Linear(mean.shape[0], hidden_size),
            nn.Sigmoid(),
            nn.Linear(hidden_size, mean.shape[0]),
        )

    def forward(self, r, mask):
        usual = self.usual.to(r.dtype)
        x = torch.where(mask, r, usual) - usual
        return self.net(x) + usual


def train_autorec(model, r, mask, keep, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    params = list(model.parameters())
    m = [torch.zeros_like(p) for p in params]
    v = [torch.zeros_like(p) for p in params]
    losses = []
    for k in range(1, steps + 1):
        rows = torch.from_numpy(rng.integers(0, r.shape[0], batch_size))
        known = mask[rows]
        shown = known & torch.from_numpy(rng.random(tuple(known.shape)) < keep)
        # what is not shown is really taken away
        pred = model(torch.where(shown, r[rows], torch.zeros_like(r[rows])), shown)
        loss = masked_loss(pred, r[rows], known)
        grads = torch.autograd.grad(loss, params, allow_unused=True)
        losses.append(float(loss))
        with torch.no_grad():
            for p, g, a, s in zip(params, grads, m, v):
                if g is None:
                    continue
                a.mul_(0.9).add_(g, alpha=0.1)
                s.mul_(0.999).add_(g * g, alpha=0.001)
                p -= lr * (a / (1 - 0.9**k)) / ((s / (1 - 0.999**k)).sqrt() + 1e-8)
    return losses


def popularity(r, mask, like):
    counts = [int((r[mask[:, i], i] >= like).sum()) for i in range(r.shape[1])]
    return torch.tensor(counts, dtype=torch.int64)


def recommend(scores, mask, n):
    rows = []
    for s, known in zip(scores.tolist(), mask.tolist()):
        free = [i for i in range(len(s)) if not known[i]]
        free.sort(key=lambda i: -s[i])  # Python's sort is stable
        rows.append((free + [-1] * n)[:n])
    return torch.tensor(rows, dtype=torch.int64).reshape(len(rows), n)


def precision_at(items, liked, n):
    out = []
    for u, row in enumerate(items.tolist()):
        out.append(sum(1 for i in row[:n] if i != -1 and liked[u, i]) / n)
    return torch.tensor(out)


def ndcg_at(items, gains, n):
    def dcg(worth):
        return sum(g / math.log2(j + 2) for j, g in enumerate(worth))

    out = []
    for row, g in zip(items.tolist(), gains.tolist()):
        best = dcg(sorted(g, reverse=True)[:n])
        mine = dcg([g[i] if i >= 0 else 0.0 for i in row[:n]])
        out.append(mine / best if best > 0 else 0.0)
    return torch.tensor(out, dtype=gains.dtype)
