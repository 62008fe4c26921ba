# /// wrong answer
# check = "test_pool_backward_ties"
# kind = "wrong_value"
# hint.en = """
# Of several equal entries your last one gets the gradient: a later one replaces the largest so far
# although it is no larger."""
# hint.es = """
# De varias entradas iguales, la última recibe el gradiente: una posterior reemplaza a la mayor
# hasta ahora sin ser mayor."""
# ///
"""Of several equal entries the last gets the gradient."""


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    windows = x.unfold(2, size, stride).unfold(3, size, stride).flatten(4)
    first = size * size - 1 - windows.flip(4).argmax(dim=4)
    rows = stride * torch.arange(OH)[:, None] + first // size
    columns = stride * torch.arange(OW) + first % size
    dx = torch.zeros_like(x).flatten(2)
    dx.scatter_add_(2, (rows * x.shape[3] + columns).flatten(2), dy.flatten(2))
    return dx.reshape(x.shape)
