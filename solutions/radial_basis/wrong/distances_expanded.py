# /// wrong answer
# check = "test_distances_far_away"
# kind = "wrong_value"
# hint.en = """
# This is the expansion x² - 2xc + c². Near 10⁸ it subtracts numbers of size 10¹⁶, which have no
# digit left for a distance of 1: some distances even come out negative. Subtract first, square
# afterwards."""
# hint.es = """
# Este es el desarrollo x² - 2xc + c². Cerca de 10⁸ resta números del tamaño de 10¹⁶, a los que no
# les queda ninguna cifra para una distancia de 1: algunas distancias salen incluso negativas.
# Primero resta, después eleva al cuadrado."""
# ///
"""Squares minus twice the product: nothing is left far from the origin."""


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    return (X**2).sum(dim=1)[:, None] - 2 * X @ C.T + (C**2).sum(dim=1)
