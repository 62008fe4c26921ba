# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# On the way back the whole time axis is turned round, padding included: turn each sequence within
# its length."""
# hint.es = """
# De vuelta se invierte todo el eje del tiempo, relleno incluido: invierte cada secuencia dentro
# de su longitud."""
# ///
"""flip on the way back."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    return forward_vjp(dout[:, :, :H]) + backward_vjp(dout[:, :, H:].flip(1)).flip(1)
