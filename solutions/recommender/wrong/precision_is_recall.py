# /// wrong answer
# check = "test_precision"
# kind = "wrong_value"
# hint.en = """
# You divide by how many items are liked: that is the recall. Precision asks how much of the list
# is good."""
# hint.es = """
# Divides entre cuántos artículos gustan: eso es la exhaustividad (recall). La precisión pregunta
# cuánto de la lista es bueno."""
# ///
"""The share of what is liked."""


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    hits = liked.gather(1, first.clamp(min=0)) & (first >= 0)
    return hits.sum(1) / liked.sum(1).clamp(min=1)
