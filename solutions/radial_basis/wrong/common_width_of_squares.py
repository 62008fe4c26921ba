# /// wrong answer
# check = "test_common_width"
# kind = "wrong_value"
# hint.en = """
# Your d_max is the square of a distance: its root is missing. For centres 0 and 2 the width is 2/√4
# = 1, not 2."""
# hint.es = """
# Tu d_max es el cuadrado de una distancia: falta la raíz. Con los centros 0 y 2 el ancho es 2/√4 =
# 1, no 2."""
# ///
"""The largest squared distance, without its root."""


def common_width(C: Tensor) -> float:
    largest = squared_distances(C, C).max().item()
    return largest / math.sqrt(2 * len(C)) if largest > 0 else 1.0
