# WRONG: goes through the users in epochs and takes the shorter last minibatch, too. Must lose points in: train_autorec
import torch
from torch import nn


def split_ratings(mask, share, seed):
    gen = torch.Generator().manual_seed(seed)
    keys = torch.rand(mask.shape, generator=gen, dtype=torch.float64)
    keys = torch.where(mask, keys, 2.0)  # unknown ones last
    rank = keys.argsort(dim=1).argsort(dim=1)
    count = torch.floor(share * mask.sum(dim=1).double()).long()
    test = (rank < count[:, None]) & mask
    return mask & ~test, test


def baseline(r, mask, l2):
    U, I = mask.shape
    m = mask.to(r.dtype)
    clean = torch.where(mask, r, torch.zeros_like(r))
    mu = clean.sum() / m.sum()
    e = torch.where(mask, r - mu, torch.zeros_like(r))
    top = torch.cat([torch.diag(m.sum(1)), m], dim=1)
    bottom = torch.cat([m.T, torch.diag(m.sum(0))], dim=1)
    A = torch.cat([top, bottom]) + l2 * torch.eye(U + I, dtype=r.dtype)
    b = torch.linalg.solve(A, torch.cat([e.sum(1), e.sum(0)]))
    return mu, b[:U], b[U:]


def masked_loss(pred, r, mask):
    known = mask
    zero = torch.zeros((), dtype=pred.dtype)
    difference = torch.where(known, pred, zero) - torch.where(known, r, zero)
    return (difference**2).sum() / known.sum().clamp(min=1)


def als_step(r, mask, Q, l2):
    K = Q.shape[1]
    m = mask.to(Q.dtype)
    clean = torch.where(mask, r, torch.zeros_like(r))
    A = torch.einsum("ui,ik,il->ukl", m, Q, Q) + l2 * torch.eye(K, dtype=Q.dtype)
    return torch.linalg.solve(A, (clean @ Q)[:, :, None])[:, :, 0]


def fold_in(r, mask, mu, bi, Q, l2):
    q = Q[mask]
    e = (r - mu - bi)[mask]
    b = e.sum() / (len(e) + l2)
    A = q.T @ q + l2 * torch.eye(Q.shape[1], dtype=Q.dtype)
    p = torch.linalg.solve(A, q.T @ (e - b))
    return mu + b + bi + Q @ p


class AutoRec(nn.Module):
    def __init__(self, mean, hidden_size):
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r, mask):
        x = torch.where(mask, r - self.mean, torch.zeros_like(r))
        return self.mean + self.decoder(torch.sigmoid(self.encoder(x)))


def train_autorec(model, r, mask, keep, steps, batch_size, lr, seed):
    gen = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses, order = [], []
    for _ in range(steps):
        if len(order) == 0:
            order = torch.randperm(len(r), generator=gen)
        rows, order = order[:batch_size], order[batch_size:]
        known = mask[rows]
        shown = known & (torch.rand(known.shape, generator=gen) < keep)
        loss = masked_loss(model(r[rows], shown), r[rows], known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def popularity(r, mask, like):
    return ((r >= like) & mask).sum(dim=0)


def recommend(scores, mask, n):
    U, I = scores.shape
    ranked = torch.where(mask, float("-inf"), scores)
    order = ranked.argsort(dim=1, descending=True, stable=True)
    left = (~mask).sum(dim=1)
    order = torch.where(torch.arange(I) < left[:, None], order, -1)
    if n > I:
        order = torch.cat([order, order.new_full((U, n - I), -1)], dim=1)
    return order[:, :n]


def precision_at(items, liked, n):
    items = items[:, :n]
    hits = torch.gather(liked, 1, items.clamp(min=0)) & (items >= 0)
    return hits.double().sum(dim=1) / n


def ndcg_at(items, gains, n):
    items = items[:, :n]
    discount = 1 / torch.log2(torch.arange(2, n + 2).to(gains.dtype))
    found = torch.gather(gains, 1, items.clamp(min=0)) * (items >= 0)
    dcg = (found * discount).sum(dim=1)
    best = gains.sort(dim=1, descending=True).values[:, :n]
    ideal = (best * discount[: best.shape[1]]).sum(dim=1)
    return torch.where(ideal > 0, dcg / ideal, torch.zeros_like(ideal))
