# /// wrong answer
# check = "test_loss_extreme"
# kind = "not_finite"
# hint.en = """
# You take the logarithm of a probability that was rounded to 0 or 1. Work with the logits."""
# hint.es = "Tomas el logaritmo de una probabilidad redondeada a 0 o 1. Trabaja con los logits."
# ///
"""log of a sigmoid."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    p = torch.sigmoid(logits)
    each = -labels * torch.log(p) - (1 - labels) * torch.log(1 - p)
    return each.mean(), (p - labels) / len(logits)
