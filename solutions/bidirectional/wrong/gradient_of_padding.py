# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Gradients that arrive at the padding flow on into the real steps. The outputs there are constant
# zeros: what arrives is lost."""
# hint.es = """
# Los gradientes que llegan al relleno siguen hacia los pasos reales. Ahí las salidas son ceros
# constantes: lo que llega se pierde."""
# ///
"""What arrives at the padding is kept."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    turned = reverse_sequences(dout[:, :, H:], lengths)
    return forward_vjp(dout[:, :, :H]) + reverse_sequences(backward_vjp(turned), lengths)
