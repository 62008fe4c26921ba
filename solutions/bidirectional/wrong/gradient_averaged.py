# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Your gradient is half as large: where something is read twice, its gradients are added, not
# averaged."""
# hint.es = """
# Tu gradiente es la mitad: donde algo se lee dos veces, sus gradientes se suman, no se promedian."""
# ///
"""The two gradients are averaged."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    turned = reverse_sequences(dout[:, :, H:], lengths)
    return (forward_vjp(dout[:, :, :H]) + reverse_sequences(backward_vjp(turned), lengths)) / 2
