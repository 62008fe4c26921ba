# /// wrong answer
# check = "test_loss_values"
# kind = "forbidden"
# hint.en = """
# softmax_loss works its gradient out by hand. Let PyTorch check your result, not compute it."""
# hint.es = """
# softmax_loss obtiene su gradiente a mano. Deja que PyTorch compruebe tu resultado, no que lo
# calcule."""
# ///
"""PyTorch is asked for the gradient."""


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    leaf = logits.clone().requires_grad_(True)
    loss = -leaf.log_softmax(dim=1)[torch.arange(len(leaf)), labels].mean()
    (dlogits,) = torch.autograd.grad(loss, leaf)
    return loss, dlogits
