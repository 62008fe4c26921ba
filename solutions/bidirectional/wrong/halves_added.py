# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_shape"
# hint.en = """
# The two directions are put side by side, not added."""
# hint.es = """
# Las dos direcciones se ponen lado a lado, no se suman."""
# ///
"""The halves are added."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return (ahead + behind).masked_fill(padding[:, :, None], 0)
