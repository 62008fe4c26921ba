# /// wrong answer
# check = "test_local_widths"
# kind = "wrong_value"
# hint.en = """
# These are the squares of the distances to the nearest centre: the root is missing."""
# hint.es = """
# Estos son los cuadrados de las distancias al centro más cercano: falta la raíz."""
# ///
"""The squared distance to the neighbour."""


def local_widths(C: Tensor) -> Tensor:
    squares = squared_distances(C, C)
    nearest = torch.where(squares > 0, squares, math.inf).min(dim=1).values
    return torch.where(nearest.isinf(), 1.0, nearest)
