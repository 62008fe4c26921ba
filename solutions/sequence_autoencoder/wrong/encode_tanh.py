# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The code is a linear map of the state: no tanh."
# hint.es = "El código es una aplicación lineal del estado: sin tanh."
# ///
"""A tanh on the code."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h)
    return torch.tanh(h @ Wz + bz)
