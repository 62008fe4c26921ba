# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = """
# Your first row says nothing of where the drawing begins: its offset is counted from the centre
# of the sheet."""
# hint.es = """
# Tu primera fila no dice dónde empieza el dibujo: su desplazamiento se cuenta desde el centro de
# la hoja."""
# ///
"""The first offset is zero."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places[:1], places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) / scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes.float()
