# /// wrong answer
# check = "test_loss_gradients"
# kind = "raised"
# hint.en = """
# Your loss is a Python number: nothing can be learnt from it. Return a scalar tensor."""
# hint.es = """
# Tu pérdida es un número de Python: de él no se puede aprender. Devuelve un tensor escalar."""
# ///
"""A Python number is returned."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    return F.binary_cross_entropy_with_logits(logits[real], targets[real]).item()
