# WRONG: the holes of the ratings that were passed in are overwritten with 0 in place. Must lose points in: masked_loss
import math

import numpy as np
import torch
from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    rng = np.random.default_rng(seed)
    keys = torch.from_numpy(rng.random(tuple(mask.shape)))
    keys = torch.where(mask, keys, 2.0)  # what is not known comes last
    place = keys.argsort(1).argsort(1)
    count = torch.floor(share * mask.sum(1).double()).long()
    test = (place < count[:, None]) & mask
    return mask & ~test, test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    U, I = r.shape
    mu = r[mask].mean()
    rest = torch.where(mask, r - mu, 0).double()
    m = mask.double()
    A = torch.zeros(U + I, U + I, dtype=torch.float64)
    A[:U, U:], A[U:, :U] = m, m.T
    A += torch.diag(torch.cat([m.sum(1), m.sum(0)]) + l2)
    b = torch.linalg.solve(A, torch.cat([rest.sum(1), rest.sum(0)])).to(r.dtype)
    return mu, b[:U], b[U:]


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    r[~mask] = 0.0
    gap = torch.where(mask, pred - r, 0)
    return (gap**2).sum() / mask.sum().clamp(min=1)


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    P = torch.zeros(r.shape[0], Q.shape[1], dtype=r.dtype)
    for u in range(r.shape[0]):
        q = Q[mask[u]]
        A = q.T @ q + l2 * torch.eye(Q.shape[1], dtype=Q.dtype)
        P[u] = torch.linalg.solve(A, q.T @ r[u, mask[u]])
    return P


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    e = torch.where(mask, r - mu - bi, 0)
    b = e.sum() / (mask.sum() + l2)
    p = als_step((e - b)[None], mask[None], Q, l2)[0]
    return mu + b + bi + Q @ p


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.detach().clone())
        self.encode = nn.Linear(len(mean), hidden_size)
        self.decode = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        mean = self.mean.to(self.encode.weight.dtype)
        x = torch.where(mask, r - mean, 0)
        return mean + self.decode(torch.sigmoid(self.encode(x)))


def train_autorec(
    model: nn.Module,
    r: Tensor,
    mask: Tensor,
    keep: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    rng = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        users = torch.randint(len(r), (batch_size,), generator=rng)
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape, generator=rng) < keep)
        loss = masked_loss(model(ratings, shown), ratings.clone(), known)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return (mask & (r >= like)).sum(0)


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    U, I = scores.shape
    order = scores.masked_fill(mask, -math.inf).argsort(dim=1, descending=True, stable=True)
    left = (~mask).sum(1, keepdim=True)
    order = torch.where(torch.arange(I) < left, order, -1)
    return nn.functional.pad(order, (0, max(0, n - I)), value=-1)[:, :n]


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    hit = liked.gather(1, first.clamp(min=0)) & (first >= 0)
    return hit.sum(1) / n


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    top = gains.amax(1, keepdim=True)
    g = gains / torch.where(top > 0, top, 1)  # no sum overflows
    discount = 1 / torch.log2(torch.arange(2, n + 2, dtype=gains.dtype))
    first = items[:, :n]
    got = torch.where(first >= 0, g.gather(1, first.clamp(min=0)), 0)
    best = g.sort(dim=1, descending=True).values[:, :n]
    dcg = (got * discount).sum(1)
    ideal = (best * discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / torch.where(ideal > 0, ideal, 1), 0)
