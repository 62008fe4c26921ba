# /// wrong answer
# check = "test_xor_wide"
# kind = "wrong_value"
# hint.en = """
# The formula is right, and 1 - exp(-z) loses its digits for a tiny z: exp(-z) is rounded next to 1.
# There is a function for just this difference."""
# hint.es = """
# La fórmula es correcta, pero 1 - exp(-z) pierde sus cifras si z es diminuto: exp(-z) se redondea
# junto a 1. Hay una función para justo esta diferencia."""
# ///
"""1 - exp(-z), of which nothing is left for a tiny z."""


def xor_weights(sigma: float) -> tuple[float, float]:
    a = math.exp(-1 / (2 * sigma**2))
    return -1 / (1 - a) ** 2, (1 + a**2) / (1 - a) ** 2
