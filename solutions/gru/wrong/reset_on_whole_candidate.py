# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# Your reset gate also switches off the input's part of the candidate. It decides how much of the
# old state is seen, and leaves the input alone."""
# hint.es = """
# Tu compuerta de reinicio también apaga la parte de la entrada en el candidato. Decide cuánto se ve
# del estado anterior, y a la entrada no la toca."""
# ///
"""The reset gate also multiplies the input's part of the candidate."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(r * (xn + h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
