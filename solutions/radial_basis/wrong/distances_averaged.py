# /// wrong answer
# check = "test_distances"
# kind = "wrong_value"
# hint.en = """
# You take the mean over the coordinates. The square of a distance is their sum: between (0, 0) and
# (3, 4) it is 25, not 12.5."""
# hint.es = """
# Tomas la media sobre las coordenadas. El cuadrado de una distancia es su suma: entre (0, 0) y (3,
# 4) es 25, no 12.5."""
# ///
"""The mean over the coordinates in place of the sum."""


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return ((X[:, None] - C) ** 2).mean(dim=2)
