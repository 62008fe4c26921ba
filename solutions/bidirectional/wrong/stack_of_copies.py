# /// wrong answer
# check = "test_stack_values"
# kind = "wrong_value"
# hint.en = """
# The next pair is given the forward half twice, in the place of both halves."""
# hint.es = """
# El par siguiente recibe dos veces la mitad hacia delante, en lugar de las dos mitades."""
# ///
"""The forward half is handed on twice."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    outputs = x
    for forward_layer, backward_layer in layers:
        outputs = bidirectional(forward_layer, backward_layer, x, lengths)
        half = outputs[:, :, : outputs.shape[2] // 2]
        x = torch.cat([half, half], dim=2)
    return outputs
