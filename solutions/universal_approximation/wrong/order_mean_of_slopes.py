# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = """
# This is the mean of the slopes between neighbouring points. Least squares fits one straight line
# to all of them."""
# hint.es = """
# Esta es la media de las pendientes entre puntos vecinos. Los mínimos cuadrados ajustan una sola
# recta a todos."""
# ///
"""The mean of the slopes between neighbours."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    return (y.diff() / x.diff()).mean().item()
