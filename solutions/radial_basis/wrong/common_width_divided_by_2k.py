# /// wrong answer
# check = "test_common_width"
# kind = "wrong_value"
# hint.en = """
# You divide by 2K. Asked for is the root of 2K: for centres 0 and 2 the width is 2/√4 = 1, not
# 1/2."""
# hint.es = """
# Divides entre 2K. Se pide la raíz de 2K: con los centros 0 y 2 el ancho es 2/√4 = 1, no 1/2."""
# ///
"""Divided by 2K, not by its root."""


def common_width(C: Tensor) -> float:
    largest = squared_distances(C, C).max().sqrt().item()
    return largest / (2 * len(C)) if largest > 0 else 1.0
