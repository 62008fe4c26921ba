# /// wrong answer
# check = "test_standardise_constant"
# kind = "wrong_value"
# hint.en = """
# You add a small number to the spread. A constant column of fit is then blown up wherever x is
# something else."""
# hint.es = """
# Sumas un número pequeño a la desviación. Una columna constante de fit se dispara entonces donde x
# vale otra cosa."""
# ///
"""A small number is added to the standard deviation."""


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = fit.amax(dim=0) == fit.amin(dim=0)
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.where(constant, 1, off.abs().amax(dim=0))
    spread = largest * (off / largest).square().mean(dim=0).sqrt()
    return (x - middle) / (torch.where(constant, 0, spread) + 1e-8)
