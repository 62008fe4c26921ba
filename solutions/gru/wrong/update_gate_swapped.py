# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# This is what you get when the update gate is applied the other way round. Papers differ here; the
# statement says which of n and h is multiplied by z."""
# hint.es = """
# Esto es lo que sale cuando la compuerta de actualización se aplica al revés. Los artículos
# difieren en esto; el enunciado dice cuál de n y h se multiplica por z."""
# ///
"""The update gate is applied the other way round."""


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
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return z * n + (1 - z) * h
