# /// wrong answer
# check = "test_xor"
# kind = "wrong_value"
# hint.en = """
# Your network answers 1, 0, 0, 1: the bumps stand on (0, 0) and (1, 1), and there the answer has to
# be 0."""
# hint.es = """
# Tu red responde 1, 0, 0, 1: las campanas están sobre (0, 0) y (1, 1), y ahí la respuesta debe ser
# 0."""
# ///
"""1, 0, 0, 1: the opposite."""


def xor_weights(sigma: float) -> tuple[float, float]:
    exponent = -1 / (2 * sigma**2)
    gap = -math.expm1(exponent)
    return 1 / gap**2, -2 * math.exp(exponent) / gap**2
