# /// wrong answer
# check = "test_norm_training"
# kind = "wrong_value"
# hint.en = """
# Your running variance gathers the one with divisor N. For inputs to come, the variance is
# estimated with N - 1."""
# hint.es = """
# Tu varianza acumulada reúne la de divisor N. Para las entradas que vendrán, la varianza se estima
# con N - 1."""
# ///
"""The running variance has the divisor N."""


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
        mean = x.mean(dim=0)
        var = ((x - mean) ** 2).mean(dim=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var
