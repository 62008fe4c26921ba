# /// wrong answer
# check = "test_standardise_values"
# kind = "wrong_value"
# hint.en = """
# You divide the squares by N - 1. Here it is N, which also holds for a single row."""
# hint.es = """
# Divides los cuadrados entre N - 1. Aquí es N, que vale también con una sola fila."""
# ///
"""The variance is divided by N - 1."""


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = fit.amax(dim=0) == fit.amin(dim=0)
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.where(constant, 1, off.abs().amax(dim=0))
    spread = largest * (off / largest).square().sum(dim=0).div(max(len(fit) - 1, 1)).sqrt()
    return (x - middle) / torch.where(constant, 1, spread)
