# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = """
# This is the slope between the last two points alone. Asked for is the line by least squares
# through all of them."""
# hint.es = """
# Esta es la pendiente entre los dos últimos puntos solamente. Se pide la recta por mínimos
# cuadrados a través de todos."""
# ///
"""The slope between the last two points."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    return ((y[-1] - y[-2]) / (x[-1] - x[-2])).item()
