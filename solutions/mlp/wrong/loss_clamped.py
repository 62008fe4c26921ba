# /// wrong answer
# check = "test_loss_large"
# kind = "wrong_value"
# hint.en = """
# Your loss cannot become larger than 27.6: a probability is kept above 1e-12 before its logarithm
# is taken. Put log and exp together instead, as the statement does for (1000, 0)."""
# hint.es = """
# Tu pérdida no puede pasar de 27.6: la probabilidad se mantiene por encima de 1e-12 antes de tomar
# su logaritmo. En su lugar, junta log y exp, como hace el enunciado con (1000, 0)."""
# ///
"""Probabilities are kept away from 0."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = -(exponentials / sums)[rows, labels].clamp(min=1e-12).log().mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(logits)
