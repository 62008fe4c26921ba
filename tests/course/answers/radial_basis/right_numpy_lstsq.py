# RIGHT: loops and numpy, lstsq with sqrt(l2) rows, index_add means, one common width (a float), other draws, stops by the labels
import math

import numpy as np
import torch


def squared_distances(X, C):
    columns = []
    for c in C:
        columns.append((X - c).square().sum(-1))
    return torch.stack(columns, dim=-1)


def _exponents(X, C, sigma):
    sigma = torch.as_tensor(sigma, dtype=X.dtype)
    # scale first, then square
    scaled = (X[:, None] - C) / sigma.expand(len(C))[None, :, None]
    return -0.5 * torch.einsum("nkd,nkd->nk", scaled, scaled)


def rbf_features(X, C, sigma):
    return _exponents(X, C, sigma).exp()


def common_width(C):
    rows = C.tolist()
    far = max(math.dist(p, q) for p in rows for q in rows)
    return far / (2 * len(rows)) ** 0.5 if far > 0 else 1.0


def local_widths(C):
    rows = C.tolist()
    widths = []
    for p in rows:
        others = [math.dist(p, q) for q in rows if q != p]
        widths.append(min(others, default=1.0))
    return torch.tensor(widths, dtype=C.dtype)


def kmeans_step(X, C):
    labels = []
    for x in X:
        best, which = math.inf, 0
        for k, c in enumerate(C):
            d = float(((x - c) ** 2).sum())
            if d < best:
                best, which = d, k
        labels.append(which)
    labels = torch.tensor(labels, dtype=torch.int64)
    counts = torch.bincount(labels, minlength=len(C))
    sums = torch.zeros_like(C).index_add(0, labels, X)
    means = sums / counts.clamp(min=1)[:, None]
    return labels, torch.where(counts[:, None] > 0, means, C)


def fit_rbf(X, y, C, sigma, l2=0.0):
    phi = rbf_features(X, C, sigma).numpy()
    t = y.numpy()
    # the best bias for any w is mean(y - phi w): put it in, and only w is left
    A = np.vstack([phi - phi.mean(0), math.sqrt(l2) * np.eye(phi.shape[1])])
    rhs = np.vstack([t - t.mean(0), np.zeros((phi.shape[1], t.shape[1]))])
    w = np.linalg.lstsq(A, rhs, rcond=None)[0]
    b = (t - phi @ w).mean(0)
    return torch.from_numpy(w), torch.from_numpy(b)


def xor_weights(sigma):
    # w = -1 / (1 - a)^2 and b = (1 + a^2) / (1 - a)^2, both by sinh and cosh of half of z
    z = 0.5 / (sigma * sigma)
    s = 2 * math.sinh(z / 2)  # (1 - a) e^{z/2}
    return -math.exp(z) / s**2, 2 * math.cosh(z) / s**2


def normalised_features(X, C, sigma):
    e = _exponents(X, C, sigma)
    e = torch.exp(e - e.max(dim=1, keepdim=True).values.detach())
    return e / e.sum(dim=1, keepdim=True)


def interpolate(X, y, sigma):
    phi = rbf_features(X, X, sigma).numpy()
    return torch.from_numpy(np.linalg.lstsq(phi, y.numpy(), rcond=None)[0])


def condition_number(X, C, sigma):
    s = np.linalg.svd(rbf_features(X, C, sigma).numpy(), compute_uv=False)
    return float(s.max() / s.min())


def train_rbf(X, y, K, l2, seed):
    rng = np.random.default_rng(seed)
    C = X[torch.from_numpy(rng.choice(X.shape[0], size=K, replace=False))]
    before = None
    while True:
        labels, C = kmeans_step(X, C)
        if before is not None and bool((labels == before).all()):
            break
        before = labels
    sigma = common_width(C)
    w, b = fit_rbf(X, y, C, sigma, l2)
    return C, sigma, w, b
