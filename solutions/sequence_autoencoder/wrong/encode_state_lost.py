# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "Every hour starts again from h0: the state is not carried on."
# hint.es = "Cada hora vuelve a partir de h0: el estado no se lleva adelante."
# ///
"""The state is not carried."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h0)
    return h @ Wz + bz
