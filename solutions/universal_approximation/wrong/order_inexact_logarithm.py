# /// wrong answer
# check = "test_order_power_law"
# kind = "broken_property"
# hint.en = """
# Something is added to the errors before their logarithm. Where the errors are as small as that,
# the slope is another."""
# hint.es = """
# Algo se suma a los errores antes de su logaritmo. Donde los errores son así de pequeños, la
# pendiente es otra."""
# ///
"""A small number is added before the logarithm."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), (errors + 1e-8).log()
    x = x - x.mean()
    return ((x * y).sum() / (x * x).sum()).item()
