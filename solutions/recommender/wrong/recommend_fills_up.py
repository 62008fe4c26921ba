# /// wrong answer
# check = "test_recommend_few_left"
# kind = "wrong_value"
# hint.en = """
# Where too few items are left, your list goes on with what has been rated. Those places hold
# -1."""
# hint.es = """
# Donde quedan pocos artículos, tu lista sigue con lo ya valorado. Esos puestos llevan -1."""
# ///
"""Places that are left hold what was rated."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        left = scores[user].masked_fill(mask[user], -torch.inf)
        unseen = left.argsort(descending=True, stable=True)[:n]
        items[user, : len(unseen)] = unseen
    return items
