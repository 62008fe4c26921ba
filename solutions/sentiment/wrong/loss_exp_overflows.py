# /// wrong answer
# check = "test_loss_extreme"
# kind = "not_finite"
# hint.en = "exp(1000) is infinite: ln(1 + exp(z)) needs a form that is stable for large z, too."
# hint.es = """
# exp(1000) es infinito: ln(1 + exp(z)) necesita una forma que sea estable también para z
# grande."""
# ///
"""log1p(exp(z))."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = torch.log1p(torch.exp(logits)) - labels * logits
    return each.mean(), (torch.sigmoid(logits) - labels) / len(logits)
