# /// wrong answer
# check = "test_stack_values"
# kind = "raised"
# hint.en = """
# The second layer sees only one half of the first: hand on all 2H columns."""
# hint.es = """
# La segunda capa ve solo una mitad de la primera: pásale las 2H columnas."""
# ///
"""The next pair is given the forward half alone."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    outputs = x
    for forward_layer, backward_layer in layers:
        outputs = bidirectional(forward_layer, backward_layer, x, lengths)
        x = outputs[:, :, : outputs.shape[2] // 2]
    return outputs
