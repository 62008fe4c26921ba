# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = """
# Your probabilities add up to 1 over the steps. They must do so over the words, at every step."""
# hint.es = """
# Tus probabilidades suman 1 sobre los pasos. Deben sumarlo sobre las palabras, en cada paso."""
# ///
"""The softmax goes over the steps."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=1)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
