# /// wrong answer
# check = "test_norm_backward_values"
# kind = "wrong_value"
# hint.en = """
# The way through the mean is there, the one through the variance is not: an input far from the
# mean makes the others smaller."""
# hint.es = """
# El camino por la media está, el que pasa por la varianza no: una entrada lejos de la media hace
# más pequeñas a las demás."""
# ///
"""The variance is taken for a constant."""


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    centred = x - x.mean(dim=0)
    deviation = ((centred**2).mean(dim=0) + eps).sqrt()
    normalised = centred / deviation
    along = dy * normalised
    # By itself, through the mean, and through the variance.
    dx = gamma / deviation * (dy - dy.mean(dim=0))
    return dx, along.sum(dim=0), dy.sum(dim=0)
