# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Only the forward layer's gradient is there: both layers read x, so that two gradients arrive at
# it."""
# hint.es = """
# Solo está el gradiente de la capa hacia delante: las dos capas leen x, así que le llegan dos
# gradientes."""
# ///
"""The gradient of the backward layer is missing."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    return forward_vjp(dout[:, :, :H])
