# /// wrong answer
# check = "test_backward_one_step"
# kind = "forbidden"
# hint.en = """
# lstm_backward is the exercise in which the gradients are worked out by hand. Let PyTorch check
# your result, not compute it."""
# hint.es = """
# lstm_backward es el ejercicio en que los gradientes se obtienen a mano. Deja que PyTorch compruebe
# tu resultado, no que lo calcule."""
# ///
"""The gradients are left to automatic differentiation."""


def lstm_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, c0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    leaves = [each.detach().requires_grad_() for each in (x, h0, c0, Wx, Wh, b)]
    with torch.enable_grad():
        hs, _, _ = lstm_forward(*leaves)
    return torch.autograd.grad(hs, leaves, dhs)
