# /// wrong answer
# check = "test_normalised"
# kind = "wrong_value"
# hint.en = """
# Your columns add up to 1, not your rows: you divide by the sum over the points, where the sum over
# the centres is asked for."""
# hint.es = """
# Tus columnas suman 1, no tus filas: divides entre la suma sobre los puntos, donde se pide la suma
# sobre los centros."""
# ///
"""The sum goes over the points."""


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.softmax(-squared_distances(X, C) / (2 * sigma**2), dim=0)
