# /// wrong answer
# check = "test_one_clips"
# kind = "wrong_value"
# hint.en = """
# max_norm has no effect on your training. Between the gradients and Adam's step, clip the norm of
# all gradients together."""
# hint.es = """
# max_norm no tiene efecto en tu entrenamiento. Entre los gradientes y el paso de Adam, recorta la
# norma de todos los gradientes juntos."""
# ///
"""max_norm is not used."""


def train(
    loss_of: Callable[..., Tensor],
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None,
) -> tuple[Params, list[float]]:
    Wx, Wh, b, Wy, by = (param.detach().clone().requires_grad_() for param in params)
    trained = (Wx, Wh, b, Wy, by)
    optimizer = torch.optim.Adam(trained, lr=lr)
    losses = []
    for _ in range(steps):
        loss = loss_of(*trained)
        grads = list(torch.autograd.grad(loss, trained))
        if False:
            grads, _ = clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
