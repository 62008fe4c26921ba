# /// wrong answer
# check = "test_stack_gradients"
# kind = "wrong_value"
# hint.en = """
# No gradient reaches the lower layers: something between two pairs cuts it off."""
# hint.es = """
# A las capas de abajo no llega ningún gradiente: algo entre un par y otro lo corta."""
# ///
"""The layers are cut off from each other."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    for forward_layer, backward_layer in layers:
        x = bidirectional(forward_layer, backward_layer, x, lengths)
        if (forward_layer, backward_layer) != layers[-1]:
            x = x.detach()
    return x
