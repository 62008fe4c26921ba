# /// wrong answer
# check = "test_field_with_strides"
# kind = "wrong_value"
# hint.en = """
# You add up the paddings as if each were as wide as the first. A padding counts neighbours of its
# own layer, which lie further apart in the image."""
# hint.es = """
# Sumas los rellenos como si cada uno fuera tan ancho como el primero. Un relleno cuenta vecinos de
# su propia capa, que están más lejos en la imagen."""
# ///
"""Sums up the paddings, whatever the strides."""


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    size = step = 1
    start = 0
    for kernel, stride, padding in layers:
        size += (kernel - 1) * step
        start -= padding
        step *= stride
    return size, step, start
