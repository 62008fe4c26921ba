# /// wrong answer
# check = "test_local_widths_of_twins"
# kind = "wrong_value"
# hint.en = """
# You leave each centre itself out, but where one exists twice, its twin is at distance 0 and the
# width is 0. What has to be left out is every centre in the same place."""
# hint.es = """
# Dejas fuera a cada centro consigo mismo, pero si un centro está repetido su gemelo queda a
# distancia 0, y el ancho es 0. Hay que dejar fuera a todos los centros que están en el mismo
# sitio."""
# ///
"""Only the diagonal is left out: a twin is at distance 0."""


def local_widths(C: Tensor) -> Tensor:
    if len(C) == 1 or (C == C[0]).all():
        return torch.ones(len(C), dtype=C.dtype)
    squares = squared_distances(C, C) + torch.diag(torch.full((len(C),), math.inf, dtype=C.dtype))
    return squares.min(dim=1).values.sqrt()
