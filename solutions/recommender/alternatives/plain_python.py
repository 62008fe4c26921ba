"""Lists, loops and Python's own random numbers; rounds of the two sides until nothing moves."""

import math
import random

import torch
from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    lots = random.Random(seed)
    train, test = mask.clone(), torch.zeros_like(mask)
    for u, row in enumerate(mask.tolist()):
        known = [i for i, there in enumerate(row) if there]
        for i in lots.sample(known, math.floor(share * len(known))):
            train[u, i], test[u, i] = False, True
    return train, test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    mu = r.masked_select(mask).mean()
    e = torch.where(mask, r - mu, 0)
    bu, bi = torch.zeros_like(e[:, 0]), torch.zeros_like(e[0])
    for _ in range(3000):
        new_bu = torch.where(mask, e - bi, 0).sum(1) / (mask.sum(1) + l2)
        new_bi = torch.where(mask, e - new_bu[:, None], 0).sum(0) / (mask.sum(0) + l2)
        still = torch.equal(new_bu, bu) and torch.equal(new_bi, bi)
        bu, bi = new_bu, new_bi
        if still:
            break
    return mu, bu, bi


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    squares = [(pred[u, i] - r[u, i]) ** 2 for u, i in mask.nonzero().tolist()]
    return torch.stack(squares).mean() if squares else pred.new_tensor(0.0)


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    K = Q.shape[1]
    P = []
    for ratings, known in zip(r, mask, strict=True):
        if not known.any():
            P.append(Q.new_zeros(K))
            continue
        A, b = l2 * torch.eye(K, dtype=Q.dtype), Q.new_zeros(K)
        for i in known.nonzero()[:, 0]:
            A = A + torch.outer(Q[i], Q[i])
            b = b + ratings[i] * Q[i]
        L = torch.linalg.cholesky(A)
        P.append(torch.cholesky_solve(b[:, None], L)[:, 0])
    return torch.stack(P)


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    usual = mu + bi
    n = int(mask.sum())
    if n == 0:
        return usual
    b = (r - usual)[mask].sum() / (n + l2)
    p = als_step((r - usual - b)[None, mask], torch.ones(1, n, dtype=torch.bool), Q[mask], l2)
    return usual + b + (Q * p).sum(1)


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.mean = mean
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        mean = self.mean.to(r.dtype)
        rows = []
        for ratings, known in zip(r, mask, strict=True):
            x = torch.where(known, ratings - mean, torch.zeros_like(ratings))
            rows.append(mean + self.decoder(torch.sigmoid(self.encoder(x))))
        return torch.stack(rows)


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
    lots = random.Random(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        users = lots.choices(range(len(r)), k=batch_size)
        coins = [[lots.random() < keep for _ in range(r.shape[1])] for _ in users]
        shown = mask[users] & torch.tensor(coins)
        model.zero_grad()
        pred = model(r[users], shown)
        known = mask[users]
        loss = (pred - r[users])[known].square().sum() / max(1, int(known.sum()))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    columns = zip(r.T.tolist(), mask.T.tolist(), strict=True)
    return torch.tensor(
        [sum(known and rating >= like for rating, known in zip(*c, strict=True)) for c in columns]
    )


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    lists = []
    for row, seen in zip(scores.tolist(), mask.tolist(), strict=True):
        left = sorted((-score, i) for i, score in enumerate(row) if not seen[i])
        lists.append(([i for _, i in left] + [-1] * n)[:n])
    return torch.tensor(lists)


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    shares = []
    for row, good in zip(items.tolist(), liked.tolist(), strict=True):
        shares.append(sum(i >= 0 and good[i] for i in row[:n]) / n)
    return torch.tensor(shares)


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    answers = []
    for row, worth in zip(items.tolist(), gains.tolist(), strict=True):
        dcg = sum(worth[i] / math.log2(j + 2) for j, i in enumerate(row[:n]) if i >= 0)
        best = sorted(worth, reverse=True)[:n]
        most = sum(g / math.log2(j + 2) for j, g in enumerate(best))
        answers.append(dcg / most if most else 0.0)
    return torch.tensor(answers, dtype=gains.dtype)
