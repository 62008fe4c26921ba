# /// wrong answer
# check = "test_order_type"
# kind = "wrong_value"
# hint.en = """
# The number is right, but you return a tensor that holds it. Asked for is a Python float: item()
# takes the number out."""
# hint.es = """
# El número es correcto, pero devuelves un tensor que lo contiene. Se pide un float de Python:
# item() saca el número."""
# ///
"""A tensor of no axes is returned."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log(), errors.log()
    x = x - x.mean()
    return (x * y).sum() / (x * x).sum()
