# /// wrong answer
# check = "test_norm_backward_values"
# kind = "wrong_value"
# hint.en = """
# Your dx is what each input does by itself. It also moves the mean and the variance, and through
# them all outputs of its column."""
# hint.es = """
# Tu dx es lo que cada entrada hace por sí misma. Además mueve la media y la varianza, y a través
# de ellas todas las salidas de su columna."""
# ///
"""Mean and variance are taken for constants."""


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    centred = x - x.mean(dim=0)
    deviation = ((centred**2).mean(dim=0) + eps).sqrt()
    normalised = centred / deviation
    along = dy * normalised
    # By itself, through the mean, and through the variance.
    dx = gamma / deviation * dy
    return dx, along.sum(dim=0), dy.sum(dim=0)
