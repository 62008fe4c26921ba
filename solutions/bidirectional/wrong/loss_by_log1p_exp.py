# /// wrong answer
# check = "test_loss_large"
# kind = "not_finite"
# ///
"""log(1 + exp(z)) overflows."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    z, y = logits[real], targets[real]
    return (torch.log1p(z.exp()) - y * z).mean()
