# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = """
# The first offset is counted from the corner (0, 0); it starts at the centre of the sheet."""
# hint.es = """
# El primer desplazamiento se cuenta desde la esquina (0, 0); empieza en el centro de la hoja."""
# ///
"""The first offset is counted from the corner."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_zeros(1, 2), places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) / scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes.float()
