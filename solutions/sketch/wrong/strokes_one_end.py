# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = """
# Every row after the last point is an end, with p3 = 1; yours has rows of nothing but zeros."""
# hint.es = """
# Todas las filas de después del último punto son fines, con p3 = 1; las tuyas tienen filas de
# solo ceros."""
# ///
"""Only the first row after the points is an end."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) / scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P, 4] = 1
    return strokes.float()
