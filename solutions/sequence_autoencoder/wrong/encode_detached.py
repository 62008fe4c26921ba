# /// wrong answer
# check = "test_encode_gradients"
# kind = "wrong_value"
# hint.en = "No gradient comes back through the steps: a state is detached."
# hint.es = "Ningún gradiente vuelve por los pasos: un estado está separado con detach."
# ///
"""The state is detached."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h.detach())
    return h @ Wz + bz
