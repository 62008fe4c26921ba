# /// wrong answer
# check = "test_norm_training"
# kind = "wrong_value"
# hint.en = """
# Your running statistics are nearly those of this batch: here momentum is the share of the new, as
# in PyTorch, not that of the old, as in Keras."""
# hint.es = """
# Tus estadísticas acumuladas son casi las de este lote: aquí momentum es la parte de lo nuevo,
# como en PyTorch, no la de lo viejo, como en Keras."""
# ///
"""momentum is the share of the old statistics."""


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
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var * N / (N - 1)
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var
