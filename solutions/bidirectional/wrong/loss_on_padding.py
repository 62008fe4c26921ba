# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Padding counts as "no mark, well guessed": the mean is over the real letters."""
# hint.es = """
# El relleno cuenta como «sin tilde, acertado»: la media es sobre las letras reales."""
# ///
"""The mean is over all places."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    return F.binary_cross_entropy_with_logits(logits, targets)
