# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = """
# You fit log n as a function of the log of the error. The error is the one that depends on n."""
# hint.es = "Ajustas log n en función del logaritmo del error. El que depende de n es el error."
# ///
"""n as a function of the error."""


def order(ns: Tensor, errors: Tensor) -> float:
    y, x = ns.log(), errors.log()
    x = x - x.mean()
    return ((x * y).sum() / (x * x).sum()).item()
