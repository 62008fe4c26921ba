# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Your softmax runs over the steps. The probabilities of all words at one step add up to 1."""
# hint.es = """
# Tu softmax recorre los pasos. Las probabilidades de todas las palabras en un paso suman 1."""
# ///
"""The softmax runs over the steps."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=1)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].mean()
