# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "The logarithm is missing: you average 1 - p, or p, and not -log p."
# hint.es = "Falta el logaritmo: promedias 1 - p, o p, y no -log p."
# ///
"""1 - p in place of -log p."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = 1 - log_p.exp().gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
