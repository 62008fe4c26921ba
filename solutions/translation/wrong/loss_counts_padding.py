# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Padding counts in your mean: the more padding, the smaller the loss will look, once the model
# writes <pad> behind <end>."""
# hint.es = """
# El relleno cuenta en tu media: cuanto más relleno, menor parecerá la pérdida en cuanto el modelo
# escriba <pad> tras <end>."""
# ///
"""Padding is counted like a word."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll.mean()
