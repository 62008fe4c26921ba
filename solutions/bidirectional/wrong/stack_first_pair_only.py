# /// wrong answer
# check = "test_stack_values"
# kind = "wrong_shape"
# hint.en = """
# Only the first pair of layers is used: the loop returns too early."""
# hint.es = """
# Solo se usa el primer par de capas: el bucle devuelve demasiado pronto."""
# ///
"""Only the first pair reads."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    return bidirectional(*layers[0], x, lengths)
