# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# This is the sum over the real letters: asked for is their mean."""
# hint.es = """
# Esto es la suma sobre las letras reales: se pide su media."""
# ///
"""The sum instead of the mean."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    return F.binary_cross_entropy_with_logits(logits[real], targets[real], reduction="sum")
