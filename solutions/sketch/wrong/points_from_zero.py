# /// wrong answer
# check = "test_points_values"
# kind = "wrong_value"
# hint.en = """
# Your points are counted from (0, 0): the first offset starts at the centre of the sheet."""
# hint.es = """
# Tus puntos se cuentan desde (0, 0): el primer desplazamiento parte del centro de la hoja."""
# ///
"""The sums start at 0."""


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4].cumsum(0) > 0
    rows = strokes[~ended].double()
    places = (scale * rows[:, :2]).cumsum(0)
    return torch.cat([places.round(), rows[:, 3:4]], dim=1).long()
