# /// wrong answer
# check = "test_common_width"
# kind = "wrong_value"
# hint.en = """
# You start from the mean of all distances between centres. The largest of them is asked for."""
# hint.es = """
# Partes de la media de todas las distancias entre centros. Se pide la mayor."""
# ///
"""The mean distance in place of the largest."""


def common_width(C: Tensor) -> float:
    mean = squared_distances(C, C).sqrt().mean().item()
    return mean / math.sqrt(2 * len(C)) if mean > 0 else 1.0
