# /// wrong answer
# check = "test_backward_one_step"
# kind = "forbidden"
# hint.en = """
# gru_backward is the exercise in which the gradients are worked out by hand. Let PyTorch check your
# result, not compute it."""
# hint.es = """
# gru_backward es el ejercicio en que los gradientes se obtienen a mano. Deja que PyTorch compruebe
# tu resultado, no que lo calcule."""
# ///
"""gru_backward asks PyTorch for the gradients."""


def gru_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    inputs = [each.detach().requires_grad_() for each in (x, h0, Wx, Wh, bx, bh)]
    with torch.enable_grad():
        hs = gru_forward(*inputs)
    return torch.autograd.grad(hs, inputs, dhs)
