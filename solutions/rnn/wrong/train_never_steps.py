# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# The parameters that you return are those that you were given: no step is taken. Look for
# optimizer.step() after the gradients, and return what it has changed."""
# hint.es = """
# Los parámetros que devuelves son los que recibiste: no se da ningún paso. Busca optimizer.step()
# después de los gradientes, y devuelve lo que cambió."""
# ///
"""optimizer.step() is left out."""


def train(
    loss_of: Callable[..., Tensor],
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None,
) -> tuple[Params, list[float]]:
    Wx, Wh, b, Wy, by = (param.detach().clone().requires_grad_() for param in params)
    trained = (Wx, Wh, b, Wy, by)
    losses = []
    for _ in range(steps):
        loss = loss_of(*trained)
        grads = list(torch.autograd.grad(loss, trained))
        if max_norm is not None:
            grads, _ = clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
