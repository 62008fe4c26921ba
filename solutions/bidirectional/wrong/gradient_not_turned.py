# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# The gradient of the backward half has to be turned as its outputs were."""
# hint.es = """
# El gradiente de la mitad hacia atrás debe invertirse igual que sus salidas."""
# ///
"""The backward half of dout is handed over unturned."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    return forward_vjp(dout[:, :, :H]) + reverse_sequences(backward_vjp(dout[:, :, H:]), lengths)
