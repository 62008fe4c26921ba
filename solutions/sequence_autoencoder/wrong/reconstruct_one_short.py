# /// wrong answer
# check = "test_reconstruct"
# kind = "wrong_shape"
# hint.en = "The decoder is asked for another number of steps than x has."
# hint.es = "Al decodificador se le pide otro número de pasos que los que tiene x."
# ///
"""A step too many."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x), x.shape[1] + 1).flip(1)
