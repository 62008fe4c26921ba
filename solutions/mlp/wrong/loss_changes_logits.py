# /// wrong answer
# check = "test_loss_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# Loss and gradient are right, but the logits are other ones after your call: -= and functions that
# end in _ write into the tensor that was passed."""
# hint.es = """
# Pérdida y gradiente son correctos, pero tras tu llamada los logits son otros: -= y las funciones
# que terminan en _ escriben en el tensor recibido."""
# ///
"""The logits are shifted in place."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    logits -= logits.amax(dim=1, keepdim=True)
    exponentials = logits.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - logits[rows, labels]).mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(logits)
