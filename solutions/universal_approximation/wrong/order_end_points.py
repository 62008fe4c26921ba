# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = "This is the slope from the first point to the last. Least squares uses all of them."
# hint.es = "Esta es la pendiente del primer punto al último. Los mínimos cuadrados usan todos."
# ///
"""The slope from the first point to the last."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    return ((y[-1] - y[0]) / (x[-1] - x[0])).item()
