# /// wrong answer
# check = "test_loss_large"
# kind = "wrong_value"
# hint.en = """
# With logits of ±1000 the sigmoid is exactly 0 or 1, and the loss stops at 100: compute it from
# the logits."""
# hint.es = """
# Con logits de ±1000 la sigmoide es exactamente 0 o 1, y la pérdida se queda en 100: calcúlala a
# partir de los logits."""
# ///
"""The loss is made of probabilities."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    return F.binary_cross_entropy(logits[real].sigmoid(), targets[real])
