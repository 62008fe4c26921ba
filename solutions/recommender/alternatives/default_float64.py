"""torch's default dtype is float64, parameters are made by hand, and Adam is written out."""

import torch
from torch import Tensor, nn

torch.set_default_dtype(torch.float64)


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    torch.manual_seed(seed)
    test = torch.zeros_like(mask)
    for u in range(mask.shape[0]):
        known = torch.where(mask[u])[0]
        size = int(share * known.numel())
        if size:
            chosen = torch.multinomial(torch.ones(known.numel()), size, replacement=False)
            test[u, known[chosen]] = True
    return mask & ~test, test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    m = mask.double()
    ratings = torch.where(mask, r, 0).double()
    mu = ratings.sum() / m.sum()
    rest = m * (ratings - mu)
    # Without the users' biases: a smaller system, for those of the items alone.
    counts = m.sum(1) + l2
    S = torch.diag(m.sum(0) + l2) - m.T @ (m / counts[:, None])
    bi = torch.linalg.solve(S, rest.sum(0) - m.T @ (rest.sum(1) / counts))
    bu = (rest.sum(1) - m @ bi) / counts
    return mu.to(r.dtype), bu.to(r.dtype), bi.to(r.dtype)


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    m = mask.to(pred.dtype)
    r = torch.nan_to_num(r, nan=0.0, posinf=0.0, neginf=0.0)
    return (m * (pred - r) ** 2).sum() / torch.clamp(m.sum(), min=1.0)


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    def one(ratings: Tensor, known: Tensor) -> Tensor:
        # By the dual form: as many unknowns as ratings.
        Qu = Q[known]
        G = Qu @ Qu.T + l2 * torch.eye(len(Qu), dtype=Q.dtype)
        return Qu.T @ torch.linalg.solve(G, ratings[known])

    return torch.stack([one(*pair) for pair in zip(r, mask, strict=True)])


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    e = torch.where(mask, r - (mu + bi), 0)
    b = e.sum() / (mask.sum() + l2)
    left = torch.where(mask, e - b, 0)
    masked = Q * mask[:, None]
    p = torch.linalg.inv(masked.T @ masked + l2 * torch.eye(Q.shape[1]).to(Q)) @ (masked.T @ left)
    return (mu + b) + bi + Q @ p


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        items = len(mean)
        self.register_buffer("mean", mean)

        def drawn(*shape: int, inputs: int) -> nn.Parameter:
            return nn.Parameter((2 * torch.rand(*shape) - 1) / inputs**0.5)

        self.W1 = drawn(hidden_size, items, inputs=items)
        self.b1 = drawn(hidden_size, inputs=items)
        self.W2 = drawn(items, hidden_size, inputs=hidden_size)
        self.b2 = drawn(items, inputs=hidden_size)

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        x = torch.where(mask, r - self.mean, 0.0)
        code = 1 / (1 + torch.exp(-(x @ self.W1.T + self.b1)))
        return self.mean + code @ self.W2.T + self.b2


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
    parameters = list(model.parameters())
    first = [torch.zeros_like(p) for p in parameters]
    second = [torch.zeros_like(p) for p in parameters]
    losses = []
    order = torch.randperm(len(r))
    for t in range(1, steps + 1):
        while len(order) < batch_size:  # an epoch ends, and another begins
            order = torch.cat([order, torch.randperm(len(r))])
        users, order = order[:batch_size], order[batch_size:]
        shown = mask[users].logical_and(torch.rand(batch_size, r.shape[1]) < keep)
        loss = masked_loss(model(r[users], shown), r[users], mask[users])
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for p, g, m, v in zip(parameters, gradients, first, second, strict=True):
                m.mul_(0.9).add_(g, alpha=0.1)
                v.mul_(0.999).addcmul_(g, g, value=0.001)
                p -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
        losses.append(float(loss))
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    liked = torch.where(mask, r, -torch.inf).ge(like)
    return liked.long().sum(dim=0)


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    # The unseen in front, each part by scores: two stable sorts.
    by_score = torch.sort(-scores, dim=1, stable=True).indices
    seen = mask.gather(1, by_score)
    by_seen = torch.sort(seen.int(), dim=1, stable=True).indices
    order = by_score.gather(1, by_seen)
    items = torch.where(mask.gather(1, order), -1, order)
    empty = torch.full((len(scores), n), -1)
    return torch.cat([items, empty], dim=1)[:, :n]


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    hits = torch.zeros(len(items))
    for j in range(n):
        there = items[:, j] >= 0
        hits[there] += liked[there, items[there, j]]
    return hits / n


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    def dcg(order: Tensor) -> Tensor:
        total = torch.zeros(len(order), dtype=gains.dtype)
        for j in range(min(n, order.shape[1])):
            there = order[:, j] >= 0
            discount = torch.log2(torch.tensor(j + 2.0))
            total[there] += gains[there, order[there, j]] / discount.to(gains.dtype)
        return total

    best = dcg(gains.argsort(dim=1, descending=True))
    return torch.where(best > 0, dcg(items) / best.where(best > 0, 1), 0)
