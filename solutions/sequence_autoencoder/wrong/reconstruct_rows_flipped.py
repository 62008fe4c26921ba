# /// wrong answer
# check = "test_reconstruct"
# kind = "wrong_value"
# hint.en = "You turned the rows round, not the hours."
# hint.es = "Les diste la vuelta a las filas, no a las horas."
# ///
"""The batch is flipped."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x), x.shape[1]).flip(0)
