# /// wrong answer
# check = "test_reconstruct_gradients"
# kind = "wrong_value"
# hint.en = "The encoder gets no gradient: the code is detached."
# hint.es = "Al codificador no le llega ningún gradiente: el código está separado con detach."
# ///
"""The input is detached."""


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    return decode(encode(x.detach()), x.shape[1]).flip(1)
