# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# <end> does not count in your loss: such a model never learns to stop. Only <pad> is left out."""
# hint.es = """
# <end> no cuenta en tu pérdida: un modelo así nunca aprende a parar. Solo se deja fuera <pad>."""
# ///
"""<end> does not count."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[(target != PAD) & (target != END)].mean()
