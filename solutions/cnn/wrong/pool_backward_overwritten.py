# /// wrong answer
# check = "test_pool_backward_overlap"
# kind = "wrong_value"
# hint.en = """
# An entry that wins in several windows gets what the last of them brought. It gets the sum."""
# hint.es = """
# Una entrada que gana en varias ventanas recibe lo que aportó la última. Recibe la suma."""
# ///
"""An entry that wins twice gets the last gradient."""


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    windows = x.unfold(2, size, stride).unfold(3, size, stride).flatten(4)
    first = windows.argmax(dim=4)  # of several it is the first
    rows = stride * torch.arange(OH)[:, None] + first // size
    columns = stride * torch.arange(OW) + first % size
    dx = torch.zeros_like(x).flatten(2)
    dx.scatter_(2, (rows * x.shape[3] + columns).flatten(2), dy.flatten(2))
    return dx.reshape(x.shape)
