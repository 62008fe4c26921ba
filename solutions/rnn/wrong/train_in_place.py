# /// wrong answer
# check = "test_one_keeps_params"
# kind = "wrong_value"
# hint.en = """
# The parameters are right, but you train the very tensors you were given: a detached tensor shares
# its numbers. Start from clones."""
# hint.es = """
# Los parámetros son correctos, pero entrenas los mismos tensores que te dieron: un tensor separado
# (detach) comparte sus números. Parte de copias (clone)."""
# ///
"""Trains the caller's tensors."""


def train(
    loss_of: Callable[..., Tensor],
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None,
) -> tuple[Params, list[float]]:
    Wx, Wh, b, Wy, by = (param.detach().requires_grad_() for param in params)
    trained = (Wx, Wh, b, Wy, by)
    optimizer = torch.optim.Adam(trained, lr=lr)
    losses = []
    for _ in range(steps):
        loss = loss_of(*trained)
        grads = list(torch.autograd.grad(loss, trained))
        if max_norm is not None:
            grads, _ = clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
