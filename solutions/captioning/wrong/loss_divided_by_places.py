# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = """
# The words that are not <null> are summed, but you divide by the number of all places."""
# hint.es = """
# Sumas las palabras que no son <null>, pero divides entre el número de todos los lugares."""
# ///
"""Divided by N T."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.numel()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
