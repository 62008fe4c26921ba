# /// wrong answer
# check = "test_pool_backward_ties"
# kind = "wrong_value"
# hint.en = """
# Entries that are equally large share the gradient of the window, as amax of PyTorch has it. Here
# the first gets all."""
# hint.es = """
# Las entradas igual de grandes se reparten el gradiente de la ventana, como en amax de PyTorch.
# Aquí lo recibe todo la primera."""
# ///
"""All of the largest share the gradient."""


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    y = max_pool2d(x, size, stride)
    places = [(k, m) for k in range(size) for m in range(size)]
    mets = [
        (..., slice(k, k + stride * OH, stride), slice(m, m + stride * OW, stride))
        for k, m in places
    ]
    share = dy / sum(x[met] == y for met in mets)
    dx = torch.zeros_like(x)
    for met in mets:
        dx[met] += torch.where(x[met] == y, share, 0)
    return dx
