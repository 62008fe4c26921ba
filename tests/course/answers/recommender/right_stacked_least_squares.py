# RIGHT: loops and the global generator; biases by a Schur complement, tastes by stacked least squares, pieces of a shuffled order, Adam by hand, numpy floats as losses
import math

import numpy as np
import torch
from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    torch.manual_seed(seed)
    test = torch.zeros_like(mask)
    for u in range(len(mask)):
        items = mask[u].nonzero()[:, 0]
        items = items[torch.randperm(len(items))]
        test[u, items[: math.floor(share * len(items))]] = True
    return mask ^ test, test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    r = torch.where(mask, r, 0)
    m = mask.to(r.dtype)
    mu = r.sum() / m.sum()
    rest = (r - mu) * m
    # The users' biases are (rest.sum(1) - m @ bi) / du: put into the items' equations.
    du, di = m.sum(1) + l2, m.sum(0) + l2
    A = torch.diag(di) - m.T @ (m / du[:, None])
    bi = torch.linalg.solve(A, rest.sum(0) - m.T @ (rest.sum(1) / du))
    bu = (rest.sum(1) - m @ bi) / du
    return mu, bu, bi


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    if not mask.any():
        return pred[mask].sum()
    return (pred[mask] - r[mask]).square().mean()


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    K = Q.shape[1]
    ridge = math.sqrt(l2) * torch.eye(K, dtype=Q.dtype)
    rows = []
    for ratings, known in zip(r, mask, strict=True):
        A = torch.cat([Q[known], ridge])
        y = torch.cat([ratings[known], ratings.new_zeros(K)])
        rows.append(torch.linalg.lstsq(A, y[:, None], driver="gels").solution[:, 0])
    return torch.stack(rows)


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    q, e = Q[mask], (r - mu - bi)[mask]
    b = e.sum() / (len(e) + l2)
    # The other form of ridge regression: p = q' (q q' + l2)^-1 (e - b).
    p = q.T @ torch.linalg.solve(q @ q.T + l2 * torch.eye(len(e), dtype=Q.dtype), e - b)
    return mu + b + bi + Q @ p


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.usual = mean  # neither a parameter nor a buffer
        self.layers = nn.Sequential(
            nn.Linear(mean.shape[0], hidden_size),
            nn.Sigmoid(),
            nn.Linear(hidden_size, mean.shape[0]),
        )

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        usual = self.usual.to(self.layers[0].weight)
        x = torch.zeros(r.shape, dtype=usual.dtype)
        x[mask] = (r - usual)[mask].to(usual.dtype)
        return usual + self.layers(x)


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
    torch.manual_seed(seed)
    model.train()
    weights = [w for w in model.parameters() if w.requires_grad]
    first = [torch.zeros_like(w) for w in weights]
    second = [torch.zeros_like(w) for w in weights]
    losses, order = [], torch.randperm(len(r))
    for step in range(1, steps + 1):
        if len(order) < batch_size:
            order = torch.randperm(len(r))
        users, order = order[:batch_size], order[batch_size:]
        known = mask[users]
        shown = known & torch.bernoulli(torch.full(known.shape, float(keep))).bool()
        # What is not shown is not even handed over.
        pred = model(torch.where(shown, r[users], 0), shown)
        loss = masked_loss(pred, r[users], known)
        slopes = torch.autograd.grad(loss, weights, allow_unused=True)
        with torch.no_grad():
            for w, g, m, v in zip(weights, slopes, first, second, strict=True):
                if g is None:
                    continue
                m.mul_(0.9).add_(g, alpha=0.1)
                v.mul_(0.999).addcmul_(g, g, value=0.001)
                root = (v / (1 - 0.999**step)).sqrt() + 1e-8
                w -= lr * (m / (1 - 0.9**step)) / root
        losses.append(np.float64(loss.detach().item()))
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    counts = [int((r[mask[:, i], i] >= like).sum()) for i in range(r.shape[1])]
    return torch.tensor(counts, dtype=torch.int64)


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    lists = torch.full((len(scores), n), -1, dtype=torch.int64)
    for u in range(len(scores)):
        row = scores[u].tolist()
        left = (~mask[u]).nonzero()[:, 0].tolist()
        left = sorted(left, key=lambda i: (-row[i], i))[:n]
        lists[u, : len(left)] = torch.tensor(left, dtype=torch.int64)
    return lists


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    shares = []
    for places, likes in zip(items[:, :n].tolist(), liked.tolist(), strict=True):
        shares.append(sum(likes[i] for i in places if i >= 0) / n)
    return torch.tensor(shares, dtype=torch.float64)


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    answer = []
    for places, worth in zip(items[:, :n].tolist(), gains.tolist(), strict=True):
        best = sorted(worth, reverse=True)[:n]
        if best[0] == 0:
            answer.append(0.0)
            continue
        got = [worth[i] if i >= 0 else 0.0 for i in places]
        dcg = sum(g / best[0] / math.log2(j + 2) for j, g in enumerate(got))
        ideal = sum(g / best[0] / math.log2(j + 2) for j, g in enumerate(best))
        answer.append(dcg / ideal)
    return torch.tensor(answer, dtype=gains.dtype)
