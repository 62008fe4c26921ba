# /// wrong answer
# check = "test_loss_gradients"
# kind = "not_finite"
# hint.en = """
# For large logits a probability is rounded to 0, and its logarithm is −∞. Compute log p in one
# piece: logits minus logsumexp, or log_softmax."""
# hint.es = """
# Con logits grandes una probabilidad se redondea a 0 y su logaritmo es −∞. Calcula log p de una
# vez: logits menos logsumexp, o log_softmax."""
# ///
"""The logarithm of the softmax."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.softmax(dim=2).log()
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].mean()
