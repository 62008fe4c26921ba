# /// wrong answer
# check = "test_pool_negative"
# kind = "wrong_value"
# hint.en = """
# Your largest so far begins at -10⁹, but there are smaller entries. Begin with an entry of the
# window, or with minus infinity."""
# hint.es = """
# Tu mayor hasta ahora empieza en -10⁹, pero hay entradas menores. Empieza por una entrada de la
# ventana, o por menos infinito."""
# ///
"""The largest so far begins at a large negative number."""


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    return x.unfold(2, size, stride).unfold(3, size, stride).flatten(4).amax(dim=4).clamp(min=-1e9)
