# /// wrong answer
# check = "test_ndcg"
# kind = "not_finite"
# ///
"""log2(j), which is 0 at the first place."""


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    best = gains.sort(dim=1, descending=True).values[:, :n]
    discount = torch.log2(torch.arange(1, n + 1, dtype=gains.dtype))
    dcg = (got / discount).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / ideal, 0)
