# /// wrong answer
# check = "test_loss_extreme"
# kind = "wrong_value"
# hint.en = """
# Probabilities are clamped, so that a loss of 1000 is told to be about 18. Work with the
# logits."""
# hint.es = """
# Las probabilidades se recortan, y una pérdida de 1000 sale como unos 18. Trabaja con los
# logits."""
# ///
"""log of a clamped sigmoid."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    p = torch.sigmoid(logits).clamp(1e-12, 1 - 1e-12)
    each = -labels * torch.log(p) - (1 - labels) * torch.log(1 - p)
    return each.mean(), (torch.sigmoid(logits) - labels) / len(logits)
