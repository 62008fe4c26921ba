# /// wrong answer
# check = "test_recommend_ties"
# kind = "wrong_value"
# hint.en = """
# Of equal scores you put the larger index first, as happens when a list that goes up is turned
# round."""
# hint.es = """
# Con puntuaciones iguales pones antes el índice mayor, como pasa cuando se da la vuelta a una
# lista que sube."""
# ///
"""A list that goes up, turned round."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        order = scores[user].argsort(stable=True).flip(0)
        unseen = order[~mask[user][order]][:n]
        items[user, : len(unseen)] = unseen
    return items
