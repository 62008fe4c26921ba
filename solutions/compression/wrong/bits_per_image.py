# /// wrong answer
# check = "test_bits_per_pixel"
# kind = "wrong_value"
# hint.en = """
# You divide by the pixels of one image, but the bytes hold all N of them."""
# hint.es = """
# Divides entre los píxeles de una imagen, pero los bytes contienen las N."""
# ///
"""N is left out."""


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    return 8 * len(data) / (x.shape[1] * x.shape[2])
