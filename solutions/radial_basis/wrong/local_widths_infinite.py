# /// wrong answer
# check = "test_local_widths_of_one_place"
# kind = "not_finite"
# ///
"""Where there is no neighbour, the width is infinite."""


def local_widths(C: Tensor) -> Tensor:
    squares = squared_distances(C, C)
    return torch.where(squares > 0, squares, math.inf).min(dim=1).values.sqrt()
