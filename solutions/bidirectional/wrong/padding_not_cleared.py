# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The real steps are right, but at the padding stands what the layers made of it. Outputs there
# are 0."""
# hint.es = """
# Los pasos reales están bien, pero en el relleno está lo que las capas hicieron con él. Ahí las
# salidas son 0."""
# ///
"""The outputs at the padding are not cleared."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    return torch.cat([ahead, behind], dim=2)
