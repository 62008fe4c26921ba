# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = """
# Where ids has <null>, your gradient is not 0: the loss does not depend on those scores."""
# hint.es = """
# Donde ids tiene <null>, tu gradiente no es 0: la pérdida no depende de esas puntuaciones."""
# ///
"""The gradient is not masked."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) / count
    return loss, dscores
