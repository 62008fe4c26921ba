# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = "Your gradient points the other way: at the right word it is p - 1, elsewhere p."
# hint.es = "Tu gradiente apunta al revés: en la palabra correcta es p - 1, en las demás p."
# ///
"""y - p in place of p - y."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (F.one_hot(ids, scores.shape[2]) - log_p.exp()) * real[:, :, None] / count
    return loss, dscores
