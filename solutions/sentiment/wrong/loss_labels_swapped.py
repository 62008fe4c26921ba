# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = """
# Labels are the wrong way round: the logarithm of the probability of 1 belongs to label 1."""
# hint.es = """
# Las etiquetas están al revés: el logaritmo de la probabilidad de 1 corresponde a la etiqueta
# 1."""
# ///
"""Labels swapped."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - (1 - labels) * logits + torch.log1p(torch.exp(-logits.abs()))
    return each.mean(), (torch.sigmoid(logits) - labels) / len(logits)
