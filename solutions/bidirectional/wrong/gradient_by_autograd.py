# /// wrong answer
# check = "test_backward_values"
# kind = "forbidden"
# hint.en = """
# bidirectional_backward is the exercise in which you go back by hand: turning round needs no
# automatic differentiation."""
# hint.es = """
# bidirectional_backward es el ejercicio en que se vuelve a mano: para invertir no hace falta
# diferenciación automática."""
# ///
"""PyTorch is asked for the gradients of turning round."""


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    turned = reverse_sequences(dout[:, :, H:], lengths)
    back = backward_vjp(turned)
    with torch.enable_grad():
        x = torch.zeros_like(back).requires_grad_()
        read = reverse_sequences(x, lengths)
    [dx] = torch.autograd.grad(read, x, back)
    return forward_vjp(dout[:, :, :H]) + dx
