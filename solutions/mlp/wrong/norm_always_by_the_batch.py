# /// wrong answer
# check = "test_norm_evaluation"
# kind = "wrong_value"
# hint.en = """
# Outside training, too, you normalise by the batch: the answer for a row would depend on who
# stands beside it. Use the running statistics."""
# hint.es = """
# También fuera del entrenamiento normalizas con el lote: la respuesta para una fila dependería de
# quién está a su lado. Usa las estadísticas acumuladas."""
# ///
"""Normalised by the batch after training, too."""


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
    mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var
