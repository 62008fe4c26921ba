# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# Both halves read from left to right: neither knows what comes later."""
# hint.es = """
# Las dos mitades leen de izquierda a derecha: ninguna sabe lo que viene después."""
# ///
"""Two forward layers."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead, behind = forward_layer(x), backward_layer(x)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
