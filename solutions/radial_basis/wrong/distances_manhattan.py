# /// wrong answer
# check = "test_distances"
# kind = "wrong_value"
# hint.en = """
# You add up the absolute differences of the coordinates. Asked for are their squares: between (0,
# 0) and (3, 4) it is 25, not 7."""
# hint.es = """
# Sumas las diferencias de las coordenadas en valor absoluto. Se piden sus cuadrados: entre (0, 0) y
# (3, 4) es 25, no 7."""
# ///
"""The sum of absolute differences."""


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return (X[:, None] - C).abs().sum(dim=2)
