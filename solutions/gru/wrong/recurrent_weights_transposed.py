# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# The (H, H) block of every gate in Wh is transposed in your product; square blocks give no shape
# error. Rows of Wh belong to the old state, columns to the new."""
# hint.es = """
# En tu producto el bloque (H, H) de cada compuerta en Wh está traspuesto; con bloques cuadrados no
# hay error de forma. Las filas de Wh son del estado anterior, las columnas del nuevo."""
# ///
"""The recurrent weights of each gate are transposed."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    Wh = torch.cat([block.T for block in Wh.split(H, dim=1)], dim=1)
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H] + bh[: 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :] + bh[2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :] + bh[2 * H :])
    return (1 - z) * n + z * h
