# /// wrong answer
# check = "test_backward_values"
# kind = "forbidden"
# hint.en = """
# conv2d_backward is the exercise in which the gradients are worked out by hand. Let PyTorch check
# your result, not compute it."""
# hint.es = """
# conv2d_backward es el ejercicio en que los gradientes se obtienen a mano. Deja que PyTorch
# compruebe tu resultado, no que lo calcule."""
# ///
"""conv2d_backward asks PyTorch for the gradients."""


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    inputs = [each.detach().requires_grad_() for each in (x, w, torch.zeros_like(w[:, 0, 0, 0]))]
    with torch.enable_grad():
        y = conv2d(*inputs, stride, padding)
    return torch.autograd.grad(y, inputs, dy)
