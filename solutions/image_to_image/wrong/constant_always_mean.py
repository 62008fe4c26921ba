# /// wrong answer
# check = "test_constant_absolute"
# kind = "wrong_value"
# hint.en = """
# This is the mean, which is best for squared errors. For absolute ones, try 0, 0 and 1: the mean
# costs 4/3, and 0 only 1."""
# hint.es = """
# Esto es la media, que es lo mejor para errores al cuadrado. Para los absolutos, prueba 0, 0 y
# 1: la media cuesta 4/3, y 0 solo 1."""
# ///
"""The mean for both."""


def best_constant(y: Tensor, p: int) -> Tensor:
    return y.mean(dim=0)
