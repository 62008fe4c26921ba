# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Your gradient is divided by all entries of the logits. The mean is over the rows: divide by N,
# not by N times C."""
# hint.es = """
# Tu gradiente se divide entre todas las entradas de los logits. La media es sobre las filas:
# divide entre N, no entre N por C."""
# ///
"""The gradient is divided by the number of entries."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - shifted[rows, labels]).mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / logits.numel()
