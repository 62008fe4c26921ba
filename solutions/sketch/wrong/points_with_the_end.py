# /// wrong answer
# check = "test_points_values"
# kind = "wrong_shape"
# hint.en = "The row of the end is taken for a point; it only says that the drawing is finished."
# hint.es = "La fila del fin se toma por un punto; solo dice que el dibujo ha terminado."
# ///
"""The end is taken for a point."""


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4].cumsum(0) - strokes[:, 4] > 0
    rows = strokes[~ended].double()
    places = CENTRE + (scale * rows[:, :2]).cumsum(0)
    return torch.cat([places.round(), rows[:, 3:4]], dim=1).long()
