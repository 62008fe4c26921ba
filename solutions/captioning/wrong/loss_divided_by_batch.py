# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "The loss is a mean over words; yours is divided by the number of captions."
# hint.es = "La pérdida es una media sobre palabras; la tuya se divide entre el número de frases."
# ///
"""Divided by N, as in CS231n."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = len(ids)
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
