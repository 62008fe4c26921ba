# /// wrong answer
# check = "test_reconstruct"
# kind = "wrong_value"
# hint.en = "Rows were turned round as well as hours: every row is another series."
# hint.es = "Además de las horas se invirtieron las filas: cada fila es otra serie."
# ///
"""Both axes flipped."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x), x.shape[1]).flip(0, 1)
