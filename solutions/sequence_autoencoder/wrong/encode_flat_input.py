# /// wrong answer
# check = "test_encode"
# kind = "raised"
# hint.en = "The cell gets (N,) where it takes (N, 1): a column of numbers."
# hint.es = "La celda recibe (N,) y espera (N, 1): una columna de números."
# ///
"""The input is no column."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
    return h @ Wz + bz
