# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# What the backward layer hands back is the gradient of the sequences turned round: turn it back
# before you add it."""
# hint.es = """
# Lo que devuelve la capa hacia atrás es el gradiente de las secuencias invertidas: inviértelo
# antes de sumarlo."""
# ///
"""The gradient of the turned input is not turned back."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    turned = reverse_sequences(dout[:, :, H:], lengths)
    return forward_vjp(dout[:, :, :H]) + backward_vjp(turned)
