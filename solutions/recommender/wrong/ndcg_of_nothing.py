# /// wrong answer
# check = "test_ndcg_odd"
# kind = "not_finite"
# ///
"""0 / 0 where nothing is worth anything."""


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    best = gains.sort(dim=1, descending=True).values[:, :n]
    discount = torch.log2(torch.arange(2, n + 2, dtype=gains.dtype))
    dcg = (got / discount).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return dcg / ideal
