# /// wrong answer
# check = "test_standardise_values"
# kind = "wrong_value"
# hint.en = """
# Your mean and spread know the rows of x as well. They are those of fit alone."""
# hint.es = """
# Tu media y tu desviación conocen también las filas de x. Son solo las de fit."""
# ///
"""Mean and standard deviation are those of fit and x together."""


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    fit = torch.cat([fit, x])
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = fit.amax(dim=0) == fit.amin(dim=0)
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.where(constant, 1, off.abs().amax(dim=0))
    spread = largest * (off / largest).square().mean(dim=0).sqrt()
    return (x - middle) / torch.where(constant, 1, spread)
