# /// wrong answer
# check = "test_points_values"
# kind = "wrong_shape"
# hint.en = """
# Rows after the first end are taken for points: what follows the end does not count, whatever it
# holds."""
# hint.es = """
# Las filas de después del primer fin se toman por puntos: lo que sigue al fin no cuenta, contenga
# lo que contenga."""
# ///
"""All rows but ends are points."""


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4] > 0
    rows = strokes[~ended].double()
    places = CENTRE + (scale * rows[:, :2]).cumsum(0)
    return torch.cat([places.round(), rows[:, 3:4]], dim=1).long()
