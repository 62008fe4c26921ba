# /// wrong answer
# check = "test_precision"
# kind = "wrong_value"
# hint.en = """
# An empty place counts as the last item of all: that is what the index -1 means in Python. It
# holds nothing."""
# hint.es = """
# Un puesto vacío cuenta como el último artículo de todos: eso significa el índice -1 en Python.
# No tiene nada."""
# ///
"""An empty place counts as the last item."""


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    first = items[:, :n]
    hits = liked.gather(1, first % liked.shape[1])
    return hits.sum(1) / n
