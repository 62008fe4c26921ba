# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The last hour is not read."
# hint.es = "La última hora no se lee."
# ///
"""One hour short."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(max(1, x.shape[1] - 1)):
        h = cell(x[:, t, None], h)
    return h @ Wz + bz
