# /// wrong answer
# check = "test_norm_backward_values"
# kind = "wrong_value"
# hint.en = """
# You normalise by the variance with divisor N - 1. In training it is N: with two rows the
# difference is a factor of 2."""
# hint.es = """
# Normalizas con la varianza de divisor N - 1. Al entrenar es N: con dos filas la diferencia es un
# factor 2."""
# ///
"""The variance has the divisor N - 1."""


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    centred = x - x.mean(dim=0)
    deviation = (x.var(dim=0) + eps).sqrt()
    normalised = centred / deviation
    along = dy * normalised
    # By itself, through the mean, and through the variance.
    dx = gamma / deviation * (dy - dy.mean(dim=0) - normalised * along.mean(dim=0))
    return dx, along.sum(dim=0), dy.sum(dim=0)
