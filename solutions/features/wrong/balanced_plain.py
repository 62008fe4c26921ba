# /// wrong answer
# check = "test_balanced_values"
# kind = "wrong_value"
# hint.en = """
# This is the share of all rows that are right. A class of many rows weighs more in it than one of
# few."""
# hint.es = """
# Esta es la proporción de aciertos entre todas las filas. En ella una clase con muchas filas pesa
# más que una con pocas."""
# ///
"""The share of all rows that is right."""


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    right = (predicted == y).double()
    return right.mean().item()
