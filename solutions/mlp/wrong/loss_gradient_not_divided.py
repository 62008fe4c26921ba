# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# The loss is a mean, but your gradient is that of the sum: with N rows it is N times too large."""
# hint.es = """
# La pérdida es una media, pero tu gradiente es el de la suma: con N filas es N veces demasiado
# grande."""
# ///
"""The gradient lacks 1 / N."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - shifted[rows, labels]).mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits
