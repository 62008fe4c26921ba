# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# The halves of dout went to the wrong layers: the first H columns belong to the forward layer."""
# hint.es = """
# Las mitades de dout fueron a la capa equivocada: las primeras H columnas son de la capa hacia
# delante."""
# ///
"""The halves of dout are swapped."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    turned = reverse_sequences(dout[:, :, :H], lengths)
    return forward_vjp(dout[:, :, H:]) + reverse_sequences(backward_vjp(turned), lengths)
