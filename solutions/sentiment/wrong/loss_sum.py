# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "This is the sum of the losses; divide by the number of texts."
# hint.es = "Esto es la suma de las pérdidas; divide entre el número de textos."
# ///
"""The sum."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    return each.sum(), (torch.sigmoid(logits) - labels) / len(logits)
