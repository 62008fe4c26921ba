# /// wrong answer
# check = "test_ndcg"
# kind = "wrong_value"
# hint.en = """
# Your gain of an item is 2 to the power of g, less 1, as in many papers. Here it is g itself."""
# hint.es = """
# La ganancia de un artículo es en tu código 2 elevado a g, menos 1, como en muchos artículos.
# Aquí es la propia g."""
# ///
"""The gain is 2^g - 1."""


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    got, gains = 2**got - 1, 2**gains - 1
    best = gains.sort(dim=1, descending=True).values[:, :n]
    discount = torch.log2(torch.arange(2, n + 2, dtype=gains.dtype))
    dcg = (got / discount).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / ideal, 0)
