# /// wrong answer
# check = "test_loss_large"
# kind = "not_finite"
# ///
"""The logarithm of the softmax."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = -(exponentials / sums)[rows, labels].log().mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(logits)
