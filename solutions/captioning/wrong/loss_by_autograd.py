# /// wrong answer
# check = "test_loss"
# kind = "forbidden"
# hint.en = """
# Here the gradient is by hand: what you have is right, but PyTorch worked it out. Compare yours
# with it outside the function."""
# hint.es = """
# Aquí el gradiente va a mano: lo que tienes es correcto, pero lo calculó PyTorch. Compáralo con
# el tuyo fuera de la función."""
# ///
"""PyTorch is asked for the gradient of the loss."""


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    with torch.enable_grad():
        leaf = scores.detach().requires_grad_()
        loss = F.cross_entropy(leaf.flatten(0, 1), ids.flatten(), ignore_index=NULL)
        (dscores,) = torch.autograd.grad(loss, leaf)
    return loss.detach(), dscores
