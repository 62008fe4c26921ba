# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The halves stand in the other order: the forward one comes first."""
# hint.es = """
# Las mitades están en el otro orden: primero va la de hacia delante."""
# ///
"""The backward half comes first."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([behind, ahead], dim=2).masked_fill(padding[:, :, None], 0)
