# /// wrong answer
# check = "test_precision"
# kind = "wrong_value"
# hint.en = "You look at the whole list. Only its first n places count."
# hint.es = "Miras la lista entera. Solo cuentan sus primeros n puestos."
# ///
"""All places count."""


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first = items
    hits = liked.gather(1, first.clamp(min=0)) & (first >= 0)
    return hits.sum(1) / n
