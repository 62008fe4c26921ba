# /// wrong answer
# check = "test_standardise_values"
# kind = "wrong_value"
# hint.en = """
# Your mean is that of x. So the test is scaled by what it says of itself, and a single row is
# always 0."""
# hint.es = """
# Tu media es la de x. Así la prueba se escala con lo que dice de sí misma, y una sola fila da
# siempre 0."""
# ///
"""x is scaled by its own mean and standard deviation."""


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    fit = x
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = fit.amax(dim=0) == fit.amin(dim=0)
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.where(constant, 1, off.abs().amax(dim=0))
    spread = largest * (off / largest).square().mean(dim=0).sqrt()
    return (x - middle) / torch.where(constant, 1, spread)
