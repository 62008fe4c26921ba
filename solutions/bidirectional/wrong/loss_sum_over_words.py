# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# The sum over the real letters is divided by the number of words: divide by the number of real
# letters."""
# hint.es = """
# La suma sobre las letras reales se divide entre el número de palabras: divide entre el número de
# letras reales."""
# ///
"""The sum is divided by N."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    losses = F.binary_cross_entropy_with_logits(logits[real], targets[real], reduction="sum")
    return losses / len(logits)
