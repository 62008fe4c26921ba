# /// wrong answer
# check = "test_features_of_many_widths"
# kind = "wrong_value"
# hint.en = """
# Your widths go along the points: row n gets the n-th width. A width belongs to a centre, and the
# centres are the columns."""
# hint.es = """
# Tus anchos van por puntos: la fila n recibe el ancho n. Un ancho pertenece a un centro, y los
# centros son las columnas."""
# ///
"""The widths go along the points."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    if isinstance(sigma, Tensor):
        sigma = sigma[:, None]
    return torch.exp(-squared_distances(X, C) / (2 * sigma**2))
