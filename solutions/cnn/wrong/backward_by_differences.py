# /// wrong answer
# check = "test_backward_scales"
# kind = "wrong_value"
# ///
"""The difference of the loss on both sides, entry by entry."""


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    b = torch.zeros(len(w), dtype=w.dtype)
    gradients = []
    for value in (x, w, b):
        gradient = torch.zeros_like(value)
        for i in range(value.numel()):
            entry = value.view(-1)[i].item()
            value.view(-1)[i] = entry + 0.5
            above = conv2d(x, w, b, stride, padding)
            value.view(-1)[i] = entry - 0.5
            below = conv2d(x, w, b, stride, padding)
            value.view(-1)[i] = entry
            gradient.view(-1)[i] = (dy * (above - below)).sum()
        gradients.append(gradient)
    return tuple(gradients)
