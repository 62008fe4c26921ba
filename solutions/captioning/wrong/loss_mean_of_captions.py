# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = """
# You take the mean of each caption and then the mean of these. Every word weighs the same, in a
# long caption and in a short one."""
# hint.es = """
# Tomas la media de cada frase y después la media de esas. Todas las palabras pesan lo mismo, en
# una frase larga y en una corta."""
# ///
"""A mean of the captions' means."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    log_p = scores.log_softmax(dim=2)
    real = ids != NULL
    count = real.sum()
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    lengths = real.sum(dim=1)
    loss = ((nll * real).sum(dim=1) / lengths.clamp(min=1)).mean()
    dscores = (log_p.exp() - F.one_hot(ids, scores.shape[2])) * real[:, :, None] / count
    return loss, dscores
