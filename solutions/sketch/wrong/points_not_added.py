# /// wrong answer
# check = "test_points_values"
# kind = "wrong_value"
# hint.en = "Each offset is added to the centre; it has to be added to the point before."
# hint.es = "Cada desplazamiento se suma al centro; hay que sumarlo al punto anterior."
# ///
"""Offsets are not added up."""


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4].cumsum(0) > 0
    rows = strokes[~ended].double()
    places = CENTRE + scale * rows[:, :2]
    return torch.cat([places.round(), rows[:, 3:4]], dim=1).long()
