# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = "The loss is a mean: its gradient has a factor 1/N, too."
# hint.es = "La pérdida es una media: su gradiente lleva también un factor 1/N."
# ///
"""Without 1/N."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    return each.mean(), torch.sigmoid(logits) - labels
