# /// wrong answer
# check = "test_ndcg"
# kind = "wrong_value"
# hint.en = """
# All places count the same in your measure. It has to tell a good list from the same one upside
# down."""
# hint.es = """
# En tu medida todos los puestos cuentan igual. Tiene que distinguir una buena lista de la misma
# al revés."""
# ///
"""All places count the same."""


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    got = torch.where(first >= 0, gains.gather(1, first.clamp(min=0)), 0)
    best = gains.sort(dim=1, descending=True).values[:, :n]
    discount = torch.ones(n, dtype=gains.dtype)
    dcg = (got / discount).sum(1)
    ideal = (best / discount[: best.shape[1]]).sum(1)
    return torch.where(ideal > 0, dcg / ideal, 0)
