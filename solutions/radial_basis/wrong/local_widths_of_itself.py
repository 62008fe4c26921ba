# /// wrong answer
# check = "test_local_widths"
# kind = "wrong_value"
# hint.en = """
# Your widths are all 0: the centre nearest to a centre is itself. It has to be left out of the
# search."""
# hint.es = """
# Todos tus anchos son 0: el centro más cercano a un centro es él mismo. Hay que dejarlo fuera de la
# búsqueda."""
# ///
"""Every centre is its own nearest neighbour."""


def local_widths(C: Tensor) -> Tensor:
    return squared_distances(C, C).min(dim=1).values.sqrt()
