# /// wrong answer
# check = "test_pool_backward_ties"
# kind = "wrong_value"
# hint.en = """
# You read your windows column by column, so that of equal entries the leftmost wins. Reading order
# goes row by row."""
# hint.es = """
# Lees tus ventanas columna a columna, y de las entradas iguales gana la de más a la izquierda. El
# orden de lectura va fila a fila."""
# ///
"""Windows are read column by column."""


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    windows = x.unfold(2, size, stride).unfold(3, size, stride).transpose(4, 5).flatten(4)
    first = windows.argmax(dim=4)  # of several it is the first
    rows = stride * torch.arange(OH)[:, None] + first % size
    columns = stride * torch.arange(OW) + first // size
    dx = torch.zeros_like(x).flatten(2)
    dx.scatter_add_(2, (rows * x.shape[3] + columns).flatten(2), dy.flatten(2))
    return dx.reshape(x.shape)
