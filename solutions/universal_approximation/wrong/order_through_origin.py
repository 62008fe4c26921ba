# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = """
# Your line goes through the origin. The logarithm of the constant c is its intercept and has to be
# fitted too."""
# hint.es = """
# Tu recta pasa por el origen. El logaritmo de la constante c es su ordenada en el origen y también
# hay que ajustarlo."""
# ///
"""A line through the origin: no intercept."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    return ((x * y).sum() / (x * x).sum()).item()
