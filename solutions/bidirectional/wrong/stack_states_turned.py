# /// wrong answer
# check = "test_stack_values"
# kind = "wrong_value"
# hint.en = """
# Between two pairs the sequences stay turned round: bidirectional gives them back in the order of
# x, and they have to be handed on so."""
# hint.es = """
# Entre un par y otro las secuencias quedan invertidas: bidirectional las devuelve en el orden de
# x, y así hay que pasarlas."""
# ///
"""The outputs are turned round after every pair."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    for forward_layer, backward_layer in layers:
        x = bidirectional(forward_layer, backward_layer, x, lengths)
        x = reverse_sequences(x, lengths)
    return x
