# /// wrong answer
# check = "test_loss_gradients"
# kind = "not_finite"
# ///
"""The logarithm of the softmax."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.softmax(dim=2).log()
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].mean()
