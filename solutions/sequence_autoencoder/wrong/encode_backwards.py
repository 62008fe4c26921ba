# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The hours are read from the last to the first."
# hint.es = "Las horas se leen de la última a la primera."
# ///
"""Read backwards."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in reversed(range(x.shape[1])):
        h = cell(x[:, t, None], h)
    return h @ Wz + bz
