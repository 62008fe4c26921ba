# /// wrong answer
# check = "test_recommend_values"
# kind = "wrong_value"
# hint.en = "The lowest scores come first in your lists."
# hint.es = "En tus listas van antes las puntuaciones más bajas."
# ///
"""The lowest score first."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        order = scores[user].argsort(stable=True)
        unseen = order[~mask[user][order]][:n]
        items[user, : len(unseen)] = unseen
    return items
