# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "A sigmoid is applied before a formula that applies one itself."
# hint.es = "Se aplica una sigmoide antes de una fórmula que ya la aplica."
# ///
"""The sigmoid is applied twice."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    z = torch.sigmoid(logits)
    each = z - labels * z + torch.log1p(torch.exp(-z))
    return each.mean(), (torch.sigmoid(logits) - labels) / len(logits)
