# /// wrong answer
# check = "test_standardise_sizes"
# kind = "not_finite"
# ///
"""The squares are taken of numbers as they are."""


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = fit.amax(dim=0) == fit.amin(dim=0)
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.ones_like(middle)
    spread = largest * (off / largest).square().mean(dim=0).sqrt()
    return (x - middle) / torch.where(constant, 1, spread)
