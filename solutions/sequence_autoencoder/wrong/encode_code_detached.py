# /// wrong answer
# check = "test_encode_gradients"
# kind = "wrong_value"
# hint.en = "No gradient reaches what is before the code: it stays as it was drawn."
# hint.es = "Ningún gradiente llega a lo que hay antes del código: se queda como se sorteó."
# ///
"""The last state is detached."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h)
    return h.detach() @ Wz + bz
