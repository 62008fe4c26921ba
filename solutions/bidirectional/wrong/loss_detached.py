# /// wrong answer
# check = "test_loss_gradients"
# kind = "raised"
# hint.en = """
# Your loss carries no gradient: a detach, numpy or torch.tensor cuts it off from the logits."""
# hint.es = """
# Tu pérdida no lleva gradiente: un detach, numpy o torch.tensor la desconecta de los logits."""
# ///
"""The loss is detached."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    return F.binary_cross_entropy_with_logits(logits[real], targets[real]).detach()
