# /// wrong answer
# check = "test_loss_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# Your answer is right, but the logits that you were given have changed: methods that end in _
# write into them."""
# hint.es = """
# Tu respuesta es correcta, pero los logits que recibiste han cambiado: los métodos que terminan
# en _ escriben en ellos."""
# ///
"""sigmoid_ in place."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    loss = each.mean()
    return loss, (logits.sigmoid_() - labels) / len(logits)
