# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# This is a cell without a reset gate: the candidate sees the whole old state. Follow r through your
# code: where does it act?"""
# hint.es = """
# Esta es una celda sin compuerta de reinicio: el candidato ve todo el estado anterior. Sigue a r
# por tu código: ¿dónde actúa?"""
# ///
"""The reset gate is computed and then not used."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + h @ Wh[:, 2 * H :] + bh[2 * H :])
    else:
        n = torch.tanh(xn + h @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
