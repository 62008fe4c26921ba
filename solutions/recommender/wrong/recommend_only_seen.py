# /// wrong answer
# check = "test_recommend_values"
# kind = "wrong_value"
# hint.en = """
# Your lists hold nothing but what has been rated: the mask is true there. Take the others."""
# hint.es = """
# En tus listas solo hay lo que ya se ha valorado: ahí la máscara es verdadera. Toma los otros."""
# ///
"""Only what was rated."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        order = scores[user].argsort(descending=True, stable=True)
        unseen = order[mask[user][order]][:n]
        items[user, : len(unseen)] = unseen
    return items
