# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "<end> has to be predicted as well: it is the word that ends a caption, and counts."
# hint.es = "También hay que predecir <end>: es la palabra que termina una frase, y cuenta."
# ///
"""<end> does not count."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = (ids != NULL) & (ids != END)
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
