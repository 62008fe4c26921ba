# WRONG: the expansion after taking off the mean: right digits, but tiny negative distances where a point lies on a centre. Must lose points in: squared_distances
import math

import torch


def squared_distances(X, C):
    m = X.mean(dim=0)
    X, C = X - m, C - m
    return (X**2).sum(dim=1)[:, None] - 2 * X @ C.T + (C**2).sum(dim=1)


def rbf_features(X, C, sigma):
    return torch.exp(-squared_distances(X, C) / (2 * sigma**2))


def common_width(C):
    d = squared_distances(C, C).max().item() ** 0.5
    if d == 0:
        return 1.0
    return d / math.sqrt(2 * len(C))


def local_widths(C):
    d2 = squared_distances(C, C)
    d2 = torch.where(d2 > 0, d2, torch.inf)
    nearest = d2.min(dim=1).values.sqrt()
    return torch.where(torch.isinf(nearest), torch.ones_like(nearest), nearest)


def kmeans_step(X, C):
    labels = squared_distances(X, C).argmin(dim=1)
    new = C.clone()
    for k in range(len(C)):
        mine = X[labels == k]
        if len(mine) > 0:
            new[k] = mine.mean(dim=0)
    return labels, new


def fit_rbf(X, y, C, sigma, l2=0.0):
    phi = rbf_features(X, C, sigma)
    mean, y_mean = phi.mean(dim=0), y.mean(dim=0)
    A, t = phi - mean, y - y_mean
    U, s, Vt = torch.linalg.svd(A, full_matrices=False)
    w = Vt.T @ ((s / (s**2 + l2))[:, None] * (U.T @ t))
    return w, y_mean - mean @ w


def xor_weights(sigma):
    z = 1 / (2 * sigma**2)
    gap = -math.expm1(-z)  # 1 - a, a the feature at distance 1
    w = -1 / gap**2
    b = (1 + math.exp(-2 * z)) / gap**2
    return w, b


def normalised_features(X, C, sigma):
    return torch.softmax(-squared_distances(X, C) / (2 * sigma**2), dim=1)


def interpolate(X, y, sigma):
    return torch.linalg.solve(rbf_features(X, X, sigma), y)


def condition_number(X, C, sigma):
    s = torch.linalg.svdvals(rbf_features(X, C, sigma))
    return (s[0] / s[-1]).item()


def train_rbf(X, y, K, l2, seed):
    gen = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=gen)[:K]]
    while True:
        _, new = kmeans_step(X, C)
        if torch.equal(new, C):
            break
        C = new
    sigma = local_widths(C)
    w, b = fit_rbf(X, y, C, sigma, l2)
    return C, sigma, w, b
