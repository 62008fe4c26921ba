# /// wrong answer
# check = "test_norm_far_away"
# kind = "wrong_value"
# hint.en = """
# Far from zero your variance has lost its digits: the mean of the squares less the square of the
# mean is a small difference of large numbers. Take the mean away first."""
# hint.es = """
# Lejos del cero tu varianza ha perdido sus cifras: la media de los cuadrados menos el cuadrado de
# la media es una diferencia pequeña de números grandes. Resta antes la media."""
# ///
"""The variance as the mean of squares less the square of the mean."""


def batch_norm(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    running_mean: Tensor,
    running_var: Tensor,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Tensor, Tensor, Tensor]:
    mean, var = running_mean, running_var
    if training:
        N = len(x)
        mean = x.mean(dim=0)
        var = (x * x).mean(dim=0) - mean * mean
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * N / (N - 1)
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var
