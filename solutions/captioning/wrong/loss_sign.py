# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "Your loss is negative: it is the mean of -log p."
# hint.es = "Tu pérdida es negativa: es la media de -log p."
# ///
"""The sign is lost."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
