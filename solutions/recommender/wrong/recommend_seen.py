# /// wrong answer
# check = "test_recommend_values"
# kind = "wrong_value"
# hint.en = "You recommend what somebody has already seen. Of course they like it: leave it out."
# hint.es = "Recomiendas lo que alguien ya ha visto. Claro que le gusta: quítalo."
# ///
"""What was rated is recommended, too."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        order = scores[user].argsort(descending=True, stable=True)
        unseen = order[:n]
        items[user, : len(unseen)] = unseen
    return items
