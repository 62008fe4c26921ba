# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The forward layer is used in both directions: the backward half belongs to backward_layer."""
# hint.es = """
# La capa hacia delante se usa en las dos direcciones: la mitad hacia atrás es de backward_layer."""
# ///
"""One layer reads both ways."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(forward_layer(reverse_sequences(x, lengths)), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
