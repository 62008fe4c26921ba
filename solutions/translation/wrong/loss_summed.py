# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You sum over the words; asked for is their mean."""
# hint.es = """
# Sumas sobre las palabras; se pide su media."""
# ///
"""The words are summed."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].sum()
