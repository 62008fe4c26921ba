# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_dtype"
# hint.en = """
# Your outputs are float32 where the layers give float64: keep their dtype."""
# hint.es = """
# Tus salidas son float32 donde las capas dan float64: conserva su dtype."""
# ///
"""The outputs are always float32."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    outs = torch.zeros(*x.shape[:2], 2 * ahead.shape[2])
    real = torch.arange(x.shape[1]) < lengths[:, None]
    outs[real] = torch.cat([ahead, behind], dim=2)[real].float()
    return outs
