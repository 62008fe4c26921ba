# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You leave padding out of the sum, but divide by all places of the target. Divide by the number
# of words."""
# hint.es = """
# Dejas el relleno fuera de la suma, pero divides entre todos los lugares del objetivo. Divide
# entre el número de palabras."""
# ///
"""The sum skips padding, the divisor does not."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].sum() / target.numel()
