# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# Your next state has the candidate in it but not the old state. h' is a mixture of the two; without
# its second half nothing is remembered."""
# hint.es = """
# Tu siguiente estado contiene al candidato pero no al estado anterior. h' es una mezcla de los dos;
# sin la segunda mitad no se recuerda nada."""
# ///
"""The old state is not carried over."""


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
    return (1 - z) * n
