# /// wrong answer
# check = "test_stack_gradients"
# kind = "wrong_value"
# hint.en = """
# The list of layers is shorter after your function: pop takes the pairs out of the caller's list."""
# hint.es = """
# La lista de capas queda más corta después de tu función: pop saca los pares de la lista de quien
# llama."""
# ///
"""The pairs are taken out of the list."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    while layers:
        x = bidirectional(*layers.pop(0), x, lengths)
    return x
