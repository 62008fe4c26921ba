# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_shape"
# hint.en = """
# The halves stand one after the other in time, (N, 2T, H): put them side by side in the last
# axis."""
# hint.es = """
# Las mitades están una después de otra en el tiempo, (N, 2T, H): ponlas lado a lado en el último
# eje."""
# ///
"""The halves are joined along the time axis."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    halves = [each.masked_fill(padding[:, :, None], 0) for each in (ahead, behind)]
    return torch.cat(halves, dim=1)
