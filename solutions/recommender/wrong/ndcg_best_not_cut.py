# /// wrong answer
# check = "test_ndcg"
# kind = "wrong_value"
# hint.en = """
# Your best list holds all items, while yours has n places. So nobody can reach 1: cut both at
# n."""
# hint.es = """
# Tu mejor lista tiene todos los artículos, y la que juzgas solo n puestos. Así nadie llega a 1:
# corta las dos en n."""
# ///
"""The best list is not cut at n."""


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    best = gains.sort(dim=1, descending=True).values
    places = max(n, gains.shape[1])
    discount = torch.log2(torch.arange(2, places + 2, dtype=gains.dtype))
    dcg = (got / discount[:n]).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / ideal, 0)
