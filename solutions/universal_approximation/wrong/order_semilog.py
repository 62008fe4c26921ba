# /// wrong answer
# check = "test_order_values"
# kind = "wrong_value"
# hint.en = """
# You take the logarithm of the errors alone. A power law c·nᵖ is a straight line only if both axes
# are logarithmic."""
# hint.es = """
# Tomas el logaritmo solo de los errores. Una ley de potencias c·nᵖ es una recta solo si ambos ejes
# son logarítmicos."""
# ///
"""Only the errors are put into logarithms."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns, errors.log()
    x = x - x.mean()
    return ((x * y).sum() / (x * x).sum()).item()
