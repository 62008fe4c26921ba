# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# The result is right for bx = 0 and bh = 0 only: neither bias reaches it."""
# hint.es = """
# El resultado solo es correcto con bx = 0 y bh = 0: no le llega ninguno de los dos sesgos."""
# ///
"""Both biases are left out."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :])
    return (1 - z) * n + z * h
