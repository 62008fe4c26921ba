# /// wrong answer
# check = "test_loss_extreme"
# kind = "not_finite"
# ///
"""log of a sigmoid."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    p = torch.sigmoid(logits)
    each = -labels * torch.log(p) - (1 - labels) * torch.log(1 - p)
    return each.mean(), (p - labels) / len(logits)
