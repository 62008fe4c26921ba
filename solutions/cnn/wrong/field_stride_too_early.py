# /// wrong answer
# check = "test_field_with_strides"
# kind = "wrong_value"
# hint.en = """
# You multiply by a layer's stride before its kernel and padding are counted. These lie on its
# input, whose neighbours do not know of that stride yet."""
# hint.es = """
# Multiplicas por el paso de una capa antes de contar su kernel y su relleno. Estos están sobre su
# entrada, cuyos vecinos aún no saben de ese paso."""
# ///
"""A layer's kernel counts in steps of its own output."""


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    size = step = 1
    start = 0
    for kernel, stride, padding in layers:
        step *= stride
        size += (kernel - 1) * step
        start -= padding * step
    return size, step, start
