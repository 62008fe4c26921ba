# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = "p1 and p2 have changed places: p1 says that the pen stays down."
# hint.es = "p1 y p2 cambiaron de lugar: p1 dice que el lápiz sigue apoyado."
# ///
"""p1 and p2 are swapped."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) / scale
    strokes[:P, 2] = lifted
    strokes[:P, 3] = 1 - lifted
    strokes[P:, 4] = 1
    return strokes.float()
