# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = """
# This is minus the slope. Asked for is the slope itself: negative where the error falls."""
# hint.es = "Esto es menos la pendiente. Se pide la pendiente misma: negativa cuando el error baja."
# ///
"""Minus the slope."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    x = x - x.mean()
    return -((x * y).sum() / (x * x).sum()).item()
