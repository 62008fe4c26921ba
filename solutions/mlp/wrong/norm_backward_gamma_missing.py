# /// wrong answer
# check = "test_norm_backward_values"
# kind = "wrong_value"
# hint.en = """
# Your dx is that of the normalised column. What arrives at y is multiplied by gamma first."""
# hint.es = "Tu dx es el de la columna normalizada. Lo que llega a y se multiplica antes por gamma."
# ///
"""dx lacks gamma."""


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    centred = x - x.mean(dim=0)
    deviation = ((centred**2).mean(dim=0) + eps).sqrt()
    normalised = centred / deviation
    along = dy * normalised
    # By itself, through the mean, and through the variance.
    dx = (1 / deviation) * (dy - dy.mean(dim=0) - normalised * along.mean(dim=0))
    return dx, along.sum(dim=0), dy.sum(dim=0)
