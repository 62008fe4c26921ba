# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# The (H, H) block of every gate in Wh is transposed in your product; square blocks give no shape
# error. Rows of Wh belong to the old state, columns to the new."""
# hint.es = """
# En tu producto el bloque (H, H) de cada compuerta en Wh está traspuesto; con bloques cuadrados no
# hay error de forma. Las filas de Wh son del estado anterior, las columnas del nuevo."""
# ///
"""The recurrent weights of each gate are transposed."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    Wh = torch.cat([block.T for block in Wh.chunk(4, dim=1)], dim=1)
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
