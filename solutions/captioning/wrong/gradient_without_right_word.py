# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = """
# At the right word the gradient is p - 1: yours is p at all words, and does not add up to 0."""
# hint.es = "En la palabra correcta el gradiente es p - 1: el tuyo es p en todas, y no suma 0."
# ///
"""p alone."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = log_p.exp() * real[:, :, None] / count
    return loss, dscores
