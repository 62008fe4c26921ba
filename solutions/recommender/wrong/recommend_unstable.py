# /// wrong answer
# check = "test_recommend_ties"
# kind = "wrong_value"
# hint.en = """
# Your sort does not keep the order of equal scores once the list is long. Sorts in PyTorch and NumPy
# can be told to: they are called stable then."""
# hint.es = """
# Tu ordenación no conserva el orden de las puntuaciones iguales cuando la lista es larga. A las de
# PyTorch y NumPy se les puede pedir que lo hagan: entonces se llaman estables."""
# ///
"""A sort that may change the order of equals."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        order = scores[user].argsort(descending=True)
        unseen = order[~mask[user][order]][:n]
        items[user, : len(unseen)] = unseen
    return items
