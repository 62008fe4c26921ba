# /// wrong answer
# check = "test_distances_far_away"
# kind = "wrong_value"
# hint.en = """
# This is torch.cdist in its default mode. With more than 25 rows it uses the expansion x² - 2xc +
# c², and far from the origin no digit is left. Its documentation names a mode that does not."""
# hint.es = """
# Esto es torch.cdist en su modo por defecto. Con más de 25 filas usa el desarrollo x² - 2xc + c², y
# lejos del origen no queda ninguna cifra. Su documentación nombra un modo que no lo hace."""
# ///
"""torch.cdist as it is by default: beyond 25 rows it expands the square."""


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return torch.cdist(X, C) ** 2
