# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Your probabilities add up to 1 down the columns. They belong to the classes of one row: check the
# axis."""
# hint.es = """
# Tus probabilidades suman 1 por columnas. Son las de las clases de una fila: revisa el eje."""
# ///
"""The softmax runs over the rows."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=0, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=0, keepdim=True)
    loss = (sums.log()[0, labels] - shifted[rows, labels]).mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(logits)
