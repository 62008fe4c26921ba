# /// wrong answer
# check = "test_loss_large"
# kind = "not_finite"
# ///
"""exp of the logits as they are."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - shifted[rows, labels]).mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(logits)
