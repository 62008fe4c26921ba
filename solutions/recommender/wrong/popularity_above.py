# /// wrong answer
# check = "test_popularity"
# kind = "wrong_value"
# hint.en = "A rating of exactly `like` is not counted. It is the lowest that says so."
# hint.es = "Una nota de exactamente `like` no se cuenta. Es la más baja que dice que gusta."
# ///
"""Only ratings above like."""


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return (mask & (r > like)).sum(0)
