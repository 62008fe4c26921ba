# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = """
# Moving the whole drawing should change its first row only: rows hold differences between points,
# yours hold places."""
# hint.es = """
# Mover todo el dibujo solo debe cambiar su primera fila: las filas guardan diferencias entre
# puntos, y las tuyas, lugares."""
# ///
"""Rows hold places, not offsets."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - CENTRE) / scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes.float()
