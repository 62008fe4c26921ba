# /// wrong answer
# check = "test_cell_reset_before"
# kind = "wrong_value"
# hint.en = """
# After the reset, your h is the reset state, and the mixture h' carries that over. Keep the old
# state: the candidate needs r * h, the mixture needs h."""
# hint.es = """
# Tras el reinicio, tu h es el estado reiniciado, y eso es lo que arrastra la mezcla h'. Conserva el
# estado anterior: el candidato necesita r * h, la mezcla necesita h."""
# ///
"""In the reset-before form the reset state replaces the old one."""


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
        h = r * h
        n = torch.tanh(xn + h @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
