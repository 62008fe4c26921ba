# /// wrong answer
# check = "test_bits_per_pixel"
# kind = "wrong_value"
# hint.en = """
# You divide by all numbers of the images. In colour a pixel has three numbers, and is one pixel
# all the same."""
# hint.es = """
# Divides entre todos los números de las imágenes. En color, un píxel tiene tres números y sigue
# siendo un píxel."""
# ///
"""Colours are counted as pixels."""


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    return 8 * len(data) / x.numel()
