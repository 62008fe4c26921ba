# /// wrong answer
# check = "test_reconstruct"
# kind = "wrong_value"
# hint.en = "The encoder reads x as it is; only what is decoded is turned round."
# hint.es = "El codificador lee x tal cual; solo se invierte lo decodificado."
# ///
"""The encoder gets x reversed."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x.flip(1)), x.shape[1]).flip(1)
