# /// wrong answer
# check = "test_loss_extreme"
# kind = "not_finite"
# ///
"""log1p(exp(z))."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = torch.log1p(torch.exp(logits)) - labels * logits
    return each.mean(), (torch.sigmoid(logits) - labels) / len(logits)
