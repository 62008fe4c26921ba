# /// wrong answer
# check = "test_norm_training"
# kind = "wrong_value"
# hint.en = """
# In training you normalise by what was gathered so far. There it is the batch that is normalised,
# by its own mean and variance."""
# hint.es = """
# Al entrenar normalizas con lo acumulado hasta ahora. Ahí lo que se normaliza es el lote, con su
# propia media y varianza."""
# ///
"""Normalised by the running statistics in training, too."""


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
    y = gamma * (x - running_mean) / (running_var + eps).sqrt() + beta
    return y, running_mean, running_var
