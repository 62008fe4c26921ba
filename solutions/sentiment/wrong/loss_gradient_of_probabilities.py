# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = "This is the gradient with respect to the probabilities; it has to go on to the logits."
# hint.es = "Este es el gradiente respecto a las probabilidades; hay que seguir hasta los logits."
# ///
"""With respect to p."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    p = torch.sigmoid(logits)
    return each.mean(), ((1 - labels) / (1 - p) - labels / p) / len(logits)
