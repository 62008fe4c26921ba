"""NumPy wherever no gradient is needed, and random numbers from NumPy, too."""

import numpy as np
import torch
from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    rng = np.random.default_rng(seed)
    known = mask.numpy()
    test = np.zeros(known.shape, dtype=bool)
    for u, row in enumerate(known):
        where = np.flatnonzero(row)
        held = rng.choice(where, size=int(np.floor(share * where.size)), replace=False)
        test[u, held] = True
    return torch.from_numpy(known & ~test), torch.from_numpy(test)


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    m = mask.numpy()
    ratings = np.where(m, r.numpy(), 0).astype(np.float64)
    users, items = m.shape
    mu = ratings.sum() / m.sum()
    rest = np.where(m, ratings - mu, 0)
    A = np.diag(np.concatenate([m.sum(1), m.sum(0)]) + float(l2))
    A[:users, users:] = m
    A[users:, :users] = m.T
    b = np.linalg.inv(A) @ np.concatenate([rest.sum(1), rest.sum(0)])
    answer = [np.array(mu), b[:users], b[users:]]
    mean, bu, bi = (torch.tensor(each).to(r.dtype) for each in answer)
    return mean, bu, bi


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    n = np.count_nonzero(mask.numpy())
    if n == 0:
        return (0 * pred).sum()
    return torch.sum((pred[mask] - r[mask]) ** 2) / n


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    q, m = Q.numpy(), mask.numpy()
    P = np.zeros((m.shape[0], q.shape[1]), dtype=q.dtype)
    for u in range(m.shape[0]):
        seen = q[m[u]]
        P[u] = np.linalg.solve(
            seen.T @ seen + np.diag([l2] * q.shape[1]), seen.T @ r[u].numpy()[m[u]]
        )
    return torch.from_numpy(P)


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    where = np.flatnonzero(mask.numpy())
    q = Q.numpy()[where]
    e = r.numpy()[where] - mu.item() - bi.numpy()[where]
    b = e.sum() / (where.size + l2)
    p = np.linalg.solve(q.T @ q + l2 * np.identity(q.shape[1]), q.T @ (e - b))
    answer = mu.item() + b + bi.numpy() + Q.numpy() @ p
    return torch.tensor(answer, dtype=r.dtype)


class AutoRec(nn.Module):
    mean: Tensor

    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.encode = nn.Linear(mean.numel(), hidden_size)
        self.decode = nn.Linear(hidden_size, mean.numel())
        self.register_buffer("mean", mean.detach().clone(), persistent=False)

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        x = torch.zeros_like(r)
        x[mask] = (r - self.mean)[mask]
        return self.decode(self.encode(x).sigmoid()) + self.mean


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
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-8)
    losses = []
    for _ in range(steps):
        users = torch.from_numpy(rng.choice(len(r), size=batch_size, replace=False))
        shown = torch.from_numpy(rng.random((batch_size, r.shape[1])) < keep) & mask[users]
        loss = masked_loss(model(r[users], shown), r[users], mask[users])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    liked = (np.where(mask.numpy(), r.numpy(), -np.inf) >= like).sum(axis=0)
    return torch.from_numpy(liked.astype(np.int64))


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    s, m = scores.numpy(), mask.numpy()
    index = np.broadcast_to(np.arange(s.shape[1]), s.shape)
    order = np.lexsort((index, -s, m), axis=1)  # the unseen first, then by score, then by index
    items = np.where(np.take_along_axis(m, order, 1), -1, order)
    filled = np.full((len(s), n), -1)
    filled[:, : items.shape[1]] = items[:, :n]
    return torch.from_numpy(filled)


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first, good = items.numpy()[:, :n], liked.numpy()
    hits = np.take_along_axis(good, np.maximum(first, 0), 1) & (first != -1)
    return torch.from_numpy(hits.mean(axis=1))


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first, g = items.numpy()[:, :n], gains.numpy()
    got = np.where(first < 0, 0, np.take_along_axis(g, np.maximum(first, 0), 1))
    best = -np.sort(-g, axis=1)[:, :n]
    weights = 1 / np.log2(np.arange(n) + 2)
    dcg, most = (got * weights).sum(1), (best * weights[: best.shape[1]]).sum(1)
    return torch.tensor(np.divide(dcg, most, out=np.zeros_like(most), where=most > 0)).to(g_type(g))


def g_type(g: np.ndarray) -> torch.dtype:
    return torch.float32 if g.dtype == np.float32 else torch.float64
