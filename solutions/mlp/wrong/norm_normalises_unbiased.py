# /// wrong answer
# check = "test_norm_training"
# kind = "wrong_value"
# hint.en = """
# You normalise by the variance with divisor N - 1 (what torch.var gives unless asked otherwise).
# That one is for the running statistics alone."""
# hint.es = """
# Normalizas con la varianza de divisor N - 1 (la que da torch.var si no se pide otra cosa). Esa es
# solo para las estadísticas acumuladas."""
# ///
"""Normalised by the variance with divisor N - 1."""


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
        var = ((x - mean) ** 2).sum(dim=0) / (N - 1)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var
