# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The code is that of the first state, which has seen one hour."
# hint.es = "El código es el del primer estado, que ha visto una sola hora."
# ///
"""Only the first hour is read."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(1):
        h = cell(x[:, t, None], h)
    return h @ Wz + bz
