# /// wrong answer
# check = "test_recommend_few_left"
# kind = "wrong_value"
# hint.en = """
# You give what was rated the score of minus a billion. Scores may be lower: leave it out whatever
# the scores."""
# hint.es = """
# A lo ya valorado le das la puntuación de menos mil millones. Puede haberlas más bajas: quítalo,
# sean cuales sean."""
# ///
"""The score of what was rated becomes 0."""


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    items = torch.full((len(scores), n), -1)
    for user in range(len(scores)):
        left = scores[user].masked_fill(mask[user], -1e9)
        unseen = left.argsort(descending=True, stable=True)[:n][: int((~mask[user]).sum())]
        items[user, : len(unseen)] = unseen
    return items
