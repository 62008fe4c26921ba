# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The first state is h0, not zeros."
# hint.es = "El primer estado es h0, no ceros."
# ///
"""h0 is ignored."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = torch.zeros_like(h0)
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h)
    return h @ Wz + bz
