# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# The sigmoid is applied twice: binary_cross_entropy_with_logits has its own."""
# hint.es = """
# La sigmoide se aplica dos veces: binary_cross_entropy_with_logits ya trae la suya."""
# ///
"""The sigmoid is applied twice."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    return F.binary_cross_entropy_with_logits(logits[real].sigmoid(), targets[real])
