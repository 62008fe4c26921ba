# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Your gradient is the probabilities themselves, all positive: each logit would be pushed down,
# that of the right class too."""
# hint.es = """
# Tu gradiente son las propias probabilidades, todas positivas: cada logit sería empujado hacia
# abajo, también el de la clase correcta."""
# ///
"""The 1 of the right class is not subtracted."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - shifted[rows, labels]).mean()
    dlogits = exponentials / sums
    return loss, dlogits / len(logits)
