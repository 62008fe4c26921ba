# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = """
# Your gradient has the opposite sign: a logit that is too high has to get a positive one."""
# hint.es = """
# Tu gradiente tiene el signo contrario: un logit demasiado alto debe recibir uno positivo."""
# ///
"""The sign."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    return each.mean(), (labels - torch.sigmoid(logits)) / len(logits)
