# /// wrong answer
# check = "test_reconstruct"
# kind = "wrong_value"
# hint.en = "The reconstruction comes out backwards: turn it round before you return it."
# hint.es = "La reconstrucción sale al revés: dale la vuelta antes de devolverla."
# ///
"""Not turned round."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x), x.shape[1])
