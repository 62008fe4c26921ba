# /// wrong answer
# check = "test_norm_training"
# kind = "wrong_value"
# hint.en = """
# eps stands outside your root. It is added to the variance, and the root is taken of both."""
# hint.es = "Tu eps está fuera de la raíz. Se suma a la varianza, y la raíz es de las dos."
# ///
"""eps is added to the deviation."""


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
        var = ((x - mean) ** 2).mean(dim=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * N / (N - 1)
    y = gamma * (x - mean) / (var.sqrt() + eps) + beta
    return y, running_mean, running_var
