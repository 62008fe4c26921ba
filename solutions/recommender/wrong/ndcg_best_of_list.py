# /// wrong answer
# check = "test_ndcg"
# kind = "wrong_value"
# hint.en = """
# You compare with the best order of what you recommended, so that any list in order is perfect,
# however bad. Compare with the best of all items."""
# hint.es = """
# Comparas con el mejor orden de lo que recomendaste, así que cualquier lista ordenada es
# perfecta, por mala que sea. Compara con lo mejor de todos los artículos."""
# ///
"""The best order of what was recommended."""


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    best = got.sort(dim=1, descending=True).values[:, :n]
    discount = torch.log2(torch.arange(2, n + 2, dtype=gains.dtype))
    dcg = (got / discount).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / ideal, 0)
