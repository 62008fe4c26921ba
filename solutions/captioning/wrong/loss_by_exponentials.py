# /// wrong answer
# check = "test_loss_extreme"
# kind = "not_finite"
# ///
"""The softmax is taken as it is written."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = (scores.exp() / scores.exp().sum(dim=2, keepdim=True)).log()
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
