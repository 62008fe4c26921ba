# /// wrong answer
# check = "test_standardise_constant"
# kind = "wrong_value"
# hint.en = """
# You ask whether the spread is exactly 0. Of three times 0.1 the mean is not quite 0.1, so that a
# little is left, and you divide by it."""
# hint.es = """
# Preguntas si la desviación es exactamente 0. La media de tres veces 0.1 no es del todo 0.1, así
# que queda un poco, y divides entre eso."""
# ///
"""A column counts as constant where its computed spread is exactly 0."""


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    middle = fit.mean(dim=0)
    off = fit - middle
    # Where all rows are equal, what is left of them is the rounding of their mean.
    constant = off.abs().amax(dim=0) == 0
    # Scaled first, so that no square is too large or too small for a float.
    largest = torch.where(constant, 1, off.abs().amax(dim=0))
    spread = largest * (off / largest).square().mean(dim=0).sqrt()
    return (x - middle) / torch.where(constant, 1, spread)
