# /// wrong answer
# check = "test_loss"
# kind = "wrong_type"
# hint.en = """
# Your loss is a Python number. Asked for is a tensor of shape (), with the dtype of the scores."""
# hint.es = """
# Tu pérdida es un número de Python. Se pide un tensor de forma (), con el dtype de las
# puntuaciones."""
# ///
"""The loss is a float."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    loss = nll[real].sum() / count
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss.item(), dscores
