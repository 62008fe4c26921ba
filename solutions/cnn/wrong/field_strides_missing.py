# /// wrong answer
# check = "test_field_with_strides"
# kind = "wrong_value"
# hint.en = """
# You add up the kernels as if neighbours always lay one pixel apart. After a layer with a stride
# they lie further apart in the image."""
# hint.es = """
# Sumas los kernels como si los vecinos estuvieran siempre a un píxel. Tras una capa con paso están
# más lejos en la imagen."""
# ///
"""Sums up the kernels, whatever the strides."""


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    size = step = 1
    start = 0
    for kernel, stride, padding in layers:
        size += kernel - 1
        start -= padding * step
        step *= stride
    return size, step, start
