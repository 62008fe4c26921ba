# /// wrong answer
# check = "test_precision"
# kind = "wrong_value"
# hint.en = """
# You divide by the places that are filled. A list with one good item and four empty places is no
# perfect list of five: divide by n."""
# hint.es = """
# Divides entre los puestos llenos. Una lista con un buen artículo y cuatro puestos vacíos no es
# una lista de cinco perfecta: divide entre n."""
# ///
"""Empty places are not counted."""


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    hits = liked.gather(1, first.clamp(min=0)) & (first >= 0)
    return hits.sum(1) / (first >= 0).sum(1).clamp(min=1)
