# /// wrong answer
# check = "test_reconstruct"
# kind = "wrong_value"
# hint.en = "What comes back is x itself, not what the decoder has written."
# hint.es = "Lo que vuelve es la propia x, no lo que escribió el decodificador."
# ///
"""x is returned."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return x + 0 * decode(encode(x), x.shape[1]).flip(1)
