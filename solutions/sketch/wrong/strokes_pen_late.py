# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = "p2 belongs to the last point of a stroke, not to the first of the next one."
# hint.es = "p2 va en el último punto de un trazo, no en el primero del siguiente."
# ///
"""p2 stands on the first point of the next stroke."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2].double().roll(1)
    lifted[0] = 0
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) / scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes.float()
