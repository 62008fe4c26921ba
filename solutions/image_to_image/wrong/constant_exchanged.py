# /// wrong answer
# check = "test_constant_squares"
# kind = "wrong_value"
# hint.en = "Median and mean are exchanged: which of them does one value far away pull?"
# hint.es = "La mediana y la media están cambiadas: ¿de cuál de las dos tira un valor lejano?"
# ///
"""Median for squares, mean for absolute errors."""


def best_constant(y: Tensor, p: int) -> Tensor:
    if p == 1:
        return y.mean(dim=0)
    ordered = y.sort(dim=0).values
    N = len(y)
    return (ordered[(N - 1) // 2] + ordered[N // 2]) / 2
