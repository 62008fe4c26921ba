# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = """
# The loss is a mean, its gradient is not: it lacks the division by the number of words."""
# hint.es = """
# La pérdida es una media, su gradiente no: le falta dividir entre el número de palabras."""
# ///
"""dscores is not divided."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None]
    return loss, dscores
