# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# You clear the gradient of x at the padding, but what arrived there had already flowed into the
# real steps: clear dout first."""
# hint.es = """
# Borras el gradiente de x en el relleno, pero lo que llegó ahí ya había pasado a los pasos
# reales: borra primero dout."""
# ///
"""dx is cleared at the padding, dout is not."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    turned = reverse_sequences(dout[:, :, H:], lengths)
    dx = forward_vjp(dout[:, :, :H]) + reverse_sequences(backward_vjp(turned), lengths)
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    return dx.masked_fill(padding[:, :, None], 0)
