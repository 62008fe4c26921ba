# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# The sum leaves the padding out, but it is divided by the number of all places: divide by the
# number of real letters."""
# hint.es = """
# La suma deja fuera el relleno, pero se divide entre el número de todos los lugares: divide entre
# el número de letras reales."""
# ///
"""The sum over real letters is divided by N T."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    losses = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return (losses * real).mean()
