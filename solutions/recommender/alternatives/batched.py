"""No loops over users: systems solved in batches, lists by sorting keys, masks by sorting noise."""

import torch
from torch import Tensor, nn
from torch.nn.functional import mse_loss, pad


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    noise = torch.rand(mask.shape, generator=torch.Generator().manual_seed(seed))
    noise[~mask] = 2.0  # after all that is known
    place = noise.argsort(dim=1).argsort(dim=1)
    test = place < torch.floor(share * mask.sum(dim=1, keepdim=True))
    return mask.logical_xor(test), test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    U, items = r.shape
    user, item = mask.nonzero(as_tuple=True)
    ratings = r[user, item]
    mu = ratings.mean()
    # A row for each rating and one for each bias, which should be 0.
    rows = torch.arange(len(ratings))
    A = torch.zeros(len(ratings), U + items, dtype=r.dtype)
    A[rows, user] = 1
    A[rows, U + item] = 1
    A = torch.cat([A, l2**0.5 * torch.eye(U + items, dtype=r.dtype)])
    y = pad(ratings - mu, (0, U + items))
    b = torch.linalg.lstsq(A, y[:, None]).solution[:, 0]
    return (mu, *b.split([U, items]))


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    total = mse_loss(pred, torch.where(mask, r, pred), reduction="sum")
    return total / max(int(mask.sum()), 1)


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    known = mask.to(Q.dtype)
    A = torch.einsum("ui,ik,il->ukl", known, Q, Q) + l2 * torch.eye(Q.shape[1], dtype=Q.dtype)
    b = r.nan_to_num(0, 0, 0).masked_fill(~mask, 0) @ Q
    return torch.linalg.solve(A, b)


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    e = r - mu - bi
    b = e[mask].sum() / (mask.sum() + l2)
    p = als_step((e - b)[None], mask[None], Q, l2)
    return mu + b + bi + (p @ Q.T)[0]


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        items = mean.shape[0]
        self.layers = nn.Sequential(
            nn.Linear(items, hidden_size), nn.Sigmoid(), nn.Linear(hidden_size, items)
        )
        self.register_buffer("usual", mean)

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        return self.usual + self.layers((r - self.usual).masked_fill(~mask, 0.0))


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
    generator = torch.Generator().manual_seed(seed)
    adam = torch.optim.Adam(model.parameters(), lr, foreach=False)
    losses = torch.zeros(steps, dtype=torch.float64)
    for step in range(steps):
        adam.zero_grad(set_to_none=False)
        users = torch.randperm(r.shape[0], generator=generator)[:batch_size]
        coins = torch.bernoulli(torch.full((batch_size, r.shape[1]), keep), generator=generator)
        known = mask[users]
        pred = model(r[users], known & coins.bool())
        loss = ((pred[known] - r[users][known]) ** 2).mean() if known.any() else 0 * pred.sum()
        loss.backward()
        adam.step()
        losses[step] = loss.detach()
    return losses.tolist()


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return torch.count_nonzero(mask & (r >= like), dim=0)


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    wide = pad(scores.masked_fill(mask, -torch.inf), (0, n), value=-torch.inf)
    best, items = wide.sort(dim=1, descending=True, stable=True)
    return items.masked_fill(best == -torch.inf, -1)[:, :n]


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    # A column of False at the end is where the empty places look.
    return pad(liked, (0, 1)).gather(1, items[:, :n] % (liked.shape[1] + 1)).double().mean(1)


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    wide = pad(gains, (0, n))  # nothing is worth 0, and so is an empty place
    weights = 1 / torch.arange(2, n + 2, dtype=gains.dtype).log2()
    got = wide.gather(1, items[:, :n] % wide.shape[1])
    dcg, best = got @ weights, wide.topk(n, dim=1).values @ weights
    return torch.zeros_like(best).where(best == 0, dcg / best)
