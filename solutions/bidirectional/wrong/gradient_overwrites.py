# /// wrong answer
# check = "test_backward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# dout of the caller has zeros at its padding after your function: clear a copy."""
# hint.es = """
# dout de quien llama tiene ceros en el relleno después de tu función: borra en una copia."""
# ///
"""dout is cleared in place."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    dout[torch.arange(dout.shape[1]) >= lengths[:, None]] = 0
    turned = reverse_sequences(dout[:, :, H:], lengths)
    return forward_vjp(dout[:, :, :H]) + reverse_sequences(backward_vjp(turned), lengths)
