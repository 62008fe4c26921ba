# /// wrong answer
# check = "test_points_values"
# kind = "wrong_value"
# hint.en = "You round each offset and then add: the errors add up. Add first, round the sums."
# hint.es = """
# Redondeas cada desplazamiento y luego sumas: los errores se acumulan. Suma primero y redondea
# las sumas."""
# ///
"""Offsets are rounded before they are added."""


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4].cumsum(0) > 0
    rows = strokes[~ended].double()
    places = CENTRE + (scale * rows[:, :2]).round().cumsum(0)
    return torch.cat([places.round(), rows[:, 3:4]], dim=1).long()
