# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The bias of the code is missing."
# hint.es = "Falta el sesgo del código."
# ///
"""No bias."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h)
    return h @ Wz
