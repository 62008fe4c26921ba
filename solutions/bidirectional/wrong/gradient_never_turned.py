# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Nothing is turned round on your way back. The backward layer read the sequences turned round,
# and its states were turned round again: both happen on the way back, too."""
# hint.es = """
# En tu camino de vuelta no se invierte nada. La capa hacia atrás leyó las secuencias invertidas,
# y sus estados se invirtieron otra vez: las dos cosas pasan también de vuelta."""
# ///
"""Neither turn is undone."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    return forward_vjp(dout[:, :, :H]) + backward_vjp(dout[:, :, H:])
