# /// wrong answer
# check = "test_points_values"
# kind = "wrong_value"
# hint.en = """
# Places are cut off to whole numbers, so that they lie up to a unit too low: round to the
# nearest."""
# hint.es = """
# Los lugares se truncan a enteros, y quedan hasta una unidad por debajo: redondea al más
# cercano."""
# ///
"""Places are cut off instead of rounded."""


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4].cumsum(0) > 0
    rows = strokes[~ended].double()
    places = CENTRE + (scale * rows[:, :2]).cumsum(0)
    return torch.cat([places.floor(), rows[:, 3:4]], dim=1).long()
