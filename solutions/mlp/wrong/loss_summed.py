# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You add up the losses of the rows. Asked for is their mean, in the loss and in its gradient."""
# hint.es = "Sumas las pérdidas de las filas. Se pide su media, en la pérdida y en su gradiente."
# ///
"""Loss and gradient are sums over the rows."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - shifted[rows, labels]).sum()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits
