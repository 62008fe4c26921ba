# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = """
# <null> is no word: it must not count in the loss, nor in the number that you divide by."""
# hint.es = """
# <null> no es una palabra: no debe contar en la pérdida, ni en el número entre el que divides."""
# ///
"""<null> counts."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids >= NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
