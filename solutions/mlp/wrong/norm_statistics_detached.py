# /// wrong answer
# check = "test_norm_gradients"
# kind = "wrong_value"
# hint.en = """
# The values are right, but your gradient takes mean and variance for constants. They are made of x
# as well: no .detach(), .data or no_grad there."""
# hint.es = """
# Los valores son correctos, pero tu gradiente toma la media y la varianza por constantes. También
# están hechas de x: ahí no va .detach(), .data ni no_grad."""
# ///
"""Mean and variance are taken for constants."""


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
        mean = x.detach().mean(dim=0)
        var = ((x.detach() - mean) ** 2).mean(dim=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * N / (N - 1)
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var
