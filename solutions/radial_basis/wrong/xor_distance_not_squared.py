# /// wrong answer
# check = "test_xor"
# kind = "wrong_value"
# hint.en = """
# At (1, 1) your first bump has √2 in its exponent, the distance. The square of it, 2, belongs
# there."""
# hint.es = """
# En (1, 1) tu primera campana lleva √2 en el exponente, la distancia. Ahí va su cuadrado, 2."""
# ///
"""The distance √2 between the centres where its square 2 belongs."""


def xor_weights(sigma: float) -> tuple[float, float]:
    a, far = math.exp(-1 / (2 * sigma**2)), math.exp(-math.sqrt(2) / (2 * sigma**2))
    w = 1 / (2 * a - 1 - far)
    return w, -w * (1 + far)
