# /// wrong answer
# check = "test_bits_per_pixel"
# kind = "wrong_value"
# hint.en = """
# You count bytes: a byte is eight bits."""
# hint.es = """
# Cuentas bytes: un byte son ocho bits."""
# ///
"""Bytes per pixel."""


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    N, height, width = x.shape[:3]
    return len(data) / (N * height * width)
