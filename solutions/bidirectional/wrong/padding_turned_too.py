# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The padding was turned round too: the backward layer starts in it."""
# hint.es = """
# También se invirtió el relleno: la capa hacia atrás empieza en él."""
# ///
"""flip on the time axis."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = backward_layer(x.flip(1)).flip(1)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
