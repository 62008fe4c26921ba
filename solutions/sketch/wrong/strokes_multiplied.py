# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = "Offsets are divided by the scale; yours are multiplied."
# hint.es = "Los desplazamientos se dividen entre la escala; los tuyos se multiplican."
# ///
"""Offsets are multiplied by the scale."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) * scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes.float()
