"""A loader draws the minibatches, and the model is called for one user after the other."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        train = mask.clone()
        for row in train:
            known = row.nonzero().flatten()
            known = known[torch.rand(len(known)).argsort()]
            row[known[: int(share * len(known))]] = False
    return train, mask & ~train


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    m = mask.to(r.dtype)
    mu = torch.where(mask, r, 0).sum() / m.sum()
    e = torch.where(mask, r - mu, 0)
    right = torch.cat([e.sum(1), e.sum(0)])
    U = len(r)

    def apply(b: Tensor) -> Tensor:
        bu, bi = b[:U], b[U:]
        both = m * (bu[:, None] + bi)
        return torch.cat([both.sum(1), both.sum(0)]) + l2 * b

    # Conjugate gradients, never with the matrix itself.
    b, rest = torch.zeros_like(right), right
    direction, size = rest, rest @ rest
    for _ in range(5 * len(right)):
        if size <= 1e-30:
            break
        image = apply(direction)
        step = size / (direction @ image)
        b, rest = b + step * direction, rest - step * image
        size, before = rest @ rest, size
        direction = rest + size / before * direction
    return mu, b[:U], b[U:]


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    clean = r.masked_fill(~mask, 0)
    return (pred.masked_fill(~mask, 0) - clean).pow(2).sum().div(mask.sum().clamp_min(1))


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    eye = torch.eye(Q.shape[1], dtype=Q.dtype)
    rows = []
    for u in range(r.shape[0]):
        # The penalty as K more ratings, of 0.
        A = torch.cat([Q[mask[u]], l2**0.5 * eye])
        y = torch.cat([r[u, mask[u]], Q.new_zeros(Q.shape[1])])
        rows.append(torch.linalg.lstsq(A, y.unsqueeze(1)).solution.squeeze(1))
    return torch.stack(rows)


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    r = torch.where(mask, r, 0)
    e = (r - mu - bi) * mask
    b = e.sum() / (mask.count_nonzero() + l2)
    return mu + b + bi + (Q @ als_step((e - b).view(1, -1), mask.view(1, -1), Q, l2).T).view(-1)


class Coder(nn.Module):
    def __init__(self, items: int, units: int) -> None:
        super().__init__()
        self.down = nn.Linear(items, units)
        self.up = nn.Linear(units, items)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.up(torch.special.expit(self.down(x)))
        return out


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.coder = Coder(mean.size(0), hidden_size)
        self.means = mean.tolist()

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        means = torch.tensor(self.means, dtype=r.dtype)
        return means + self.coder(torch.nan_to_num(r - means, 0, 0, 0) * mask)


def endless(loader: DataLoader[tuple[Tensor, ...]]) -> Iterator[list[Tensor]]:
    while True:
        yield from loader


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
    loader = DataLoader(TensorDataset(r, mask), batch_size, shuffle=True, drop_last=True)
    adam = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    for ratings, known in endless(loader):
        if len(losses) == steps:
            break
        shown = known & (torch.empty(known.shape).uniform_() < keep)
        pairs = zip(ratings.split(1), shown.split(1), strict=True)
        pred = torch.cat([model(*pair) for pair in pairs])
        loss = masked_loss(pred, ratings, known)
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    return losses


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    item = (mask & r.ge(like)).nonzero()[:, 1]
    return torch.bincount(item, minlength=r.shape[1])


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    left, rows = scores.clone(), torch.arange(len(scores))
    free = ~mask
    items = torch.full((len(scores), n), -1)
    for j in range(n):
        lowest = torch.where(free, left, -torch.inf)
        best = lowest.max(dim=1, keepdim=True).values
        first = (free & (lowest == best)).int().argmax(dim=1)  # the first of those alike
        some = free.any(dim=1)
        items[some, j] = first[some]
        free[rows, first] = False
    return items


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    chosen = torch.zeros(liked.shape[0], liked.shape[1] + 1, dtype=torch.bool)
    chosen.scatter_(1, (items[:, :n] + 1), True)
    return (chosen[:, 1:] & liked).sum(1).float() / n


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    ranks = torch.arange(1, n + 1)
    weight = (1.0 / torch.log1p(ranks.to(gains.dtype))) * torch.log(torch.tensor(2.0))
    weights = torch.zeros(gains.shape[0], gains.shape[1] + 1, dtype=gains.dtype)
    for j in range(n):
        there = items[:, j] >= 0
        weights[there, items[there, j]] = weight[j].to(gains.dtype)
    got = (weights[:, :-1] * gains).sum(1)
    k = min(n, gains.shape[1])
    best = (gains.sort(1, descending=True).values[:, :k] * weight[:k]).sum(1)
    return (got / best.clamp(min=torch.finfo(gains.dtype).tiny)).masked_fill(best == 0, 0)
