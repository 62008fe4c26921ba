# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = """
# The slope of the sigmoid, σ (1 - σ), is one factor too many: it cancels against that of the
# logarithm."""
# hint.es = "La pendiente de la sigmoide, σ (1 - σ), sobra: se simplifica con la del logaritmo."
# ///
"""Times σ (1 - σ), as for a squared error."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    p = torch.sigmoid(logits)
    return each.mean(), (p - labels) * p * (1 - p) / len(logits)
