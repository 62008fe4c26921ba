# WRONG: AMSGrad instead of Adam. Must lose points in: train_autorec

import torch
from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        known = mask[user].nonzero()[:, 0]
        order = torch.randperm(len(known), generator=generator)
        test[user, known[order[: int(share * len(known))]]] = True
    return mask & ~test, test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    users = len(r)
    mu = r[mask].mean()
    known = mask.to(r.dtype)
    rest = torch.where(mask, r - mu, 0)
    # The gradient is zero: (counts + l2) b + known · (biases of the other side) = sum of the rest.
    above = torch.cat([torch.diag(known.sum(1) + l2), known], dim=1)
    below = torch.cat([known.T, torch.diag(known.sum(0) + l2)], dim=1)
    sums = torch.cat([rest.sum(1), rest.sum(0)])
    b = torch.linalg.solve(torch.cat([above, below]), sums)
    return mu, b[:users], b[users:]


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = torch.where(mask, pred - r, 0)
    return (errors**2).sum() / mask.sum().clamp(min=1)


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    K = Q.shape[1]
    P = torch.zeros(len(r), K, dtype=r.dtype)
    for user in range(len(r)):
        Qu = Q[mask[user]]
        A = Qu.T @ Qu + l2 * torch.eye(K, dtype=r.dtype)
        P[user] = torch.linalg.solve(A, Qu.T @ r[user][mask[user]])
    return P


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    rest = (r - mu - bi)[mask]
    b = rest.sum() / (len(rest) + l2)
    Qu = Q[mask]
    A = Qu.T @ Qu + l2 * torch.eye(Q.shape[1], dtype=r.dtype)
    p = torch.linalg.solve(A, Qu.T @ (rest - b))
    return mu + b + bi + Q @ p


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r - self.mean, 0)
        return self.mean + self.decoder(torch.sigmoid(self.encoder(shown)))


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
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, amsgrad=True)
    losses = []
    for _ in range(steps):
        users = torch.randint(len(r), (batch_size,))
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return (mask & (r >= like)).sum(0)


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        order = scores[user].argsort(descending=True, stable=True)
        unseen = order[~mask[user][order]][:n]
        items[user, : len(unseen)] = unseen
    return items


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    hits = liked.gather(1, first.clamp(min=0)) & (first >= 0)
    return hits.sum(1) / n


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    best = gains.sort(dim=1, descending=True).values[:, :n]
    discount = torch.log2(torch.arange(2, n + 2, dtype=gains.dtype))
    dcg = (got / discount).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / ideal, 0)
