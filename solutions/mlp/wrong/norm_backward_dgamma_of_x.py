# /// wrong answer
# check = "test_norm_backward_values"
# kind = "wrong_value"
# hint.en = "Your dgamma meets x. What gamma multiplies is the normalised column."
# hint.es = "Tu dgamma se encuentra con x. Lo que gamma multiplica es la columna normalizada."
# ///
"""gamma gets x in place of the normalised x."""


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    centred = x - x.mean(dim=0)
    deviation = ((centred**2).mean(dim=0) + eps).sqrt()
    normalised = centred / deviation
    along = dy * normalised
    # By itself, through the mean, and through the variance.
    dx = gamma / deviation * (dy - dy.mean(dim=0) - normalised * along.mean(dim=0))
    return dx, (dy * x).sum(dim=0), dy.sum(dim=0)
