# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You divide by the number of sentences. Asked for is the mean over words."""
# hint.es = """
# Divides entre el número de frases. Se pide la media sobre las palabras."""
# ///
"""The sum is divided by the number of sentences."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].sum() / len(target)
