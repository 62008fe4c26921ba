# /// wrong answer
# check = "test_cell_reset_before"
# kind = "wrong_value"
# hint.en = """
# With reset_after=False, r multiplies the state alone; your bias bhn is multiplied by r as well.
# Compare the two forms of n in the statement."""
# hint.es = """
# Con reset_after=False, r multiplica solo al estado; tu sesgo bhn también queda multiplicado por r.
# Compara las dos formas de n en el enunciado."""
# ///
"""In the reset-before form the bias bhn is still inside the reset."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + r * bh[2 * H :])
    return (1 - z) * n + z * h
