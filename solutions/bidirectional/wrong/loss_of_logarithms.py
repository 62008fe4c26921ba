# /// wrong answer
# check = "test_loss_large"
# kind = "not_finite"
# ///
"""Logarithms of the sigmoid."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    p, y = logits[real].sigmoid(), targets[real]
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()
