# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# Your candidate n goes through a sigmoid, so it is never negative. Gates are sigmoids; the
# candidate is not a gate."""
# hint.es = """
# Tu candidato n pasa por una sigmoide, así que nunca es negativo. Las compuertas son sigmoides; el
# candidato no es una compuerta."""
# ///
"""The candidate goes through a sigmoid."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.sigmoid(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.sigmoid(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
