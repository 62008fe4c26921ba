# /// wrong answer
# check = "test_pool_backward_ties"
# kind = "wrong_value"
# hint.en = """
# Every entry that equals the largest gets the whole gradient of the window. Only the first of them
# does."""
# hint.es = """
# Toda entrada igual a la mayor recibe el gradiente entero de la ventana. Solo lo recibe la
# primera."""
# ///
"""All of the largest get the whole gradient."""


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    y = max_pool2d(x, size, stride)
    dx = torch.zeros_like(x)
    for k in range(size):
        for m in range(size):
            met = (..., slice(k, k + stride * OH, stride), slice(m, m + stride * OW, stride))
            dx[met] += torch.where(x[met] == y, dy, 0)
    return dx
