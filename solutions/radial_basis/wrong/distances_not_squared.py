# /// wrong answer
# check = "test_distances"
# kind = "wrong_value"
# hint.en = """
# This is the distance. The square of it is asked for: between (0, 0) and (3, 4) it is 25, not 5."""
# hint.es = """
# Esto es la distancia. Se pide su cuadrado: entre (0, 0) y (3, 4) es 25, no 5."""
# ///
"""The distance, where its square is asked for."""


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return torch.linalg.norm(X[:, None] - C, dim=2)
