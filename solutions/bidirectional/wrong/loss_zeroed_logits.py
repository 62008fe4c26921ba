# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# A logit of 0 at the padding still costs ln 2: take the padding out of the losses, not of the
# logits."""
# hint.es = """
# Un logit de 0 en el relleno también cuesta ln 2: quita el relleno de las pérdidas, no de los
# logits."""
# ///
"""The logits are multiplied with the mask."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    losses = F.binary_cross_entropy_with_logits(logits * real, targets * real, reduction="sum")
    return losses / real.sum()
