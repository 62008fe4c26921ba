# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = "These are steps of plain gradient descent. The statement asks for Adam."
# hint.es = "Estos son pasos de descenso por gradiente simple. El enunciado pide Adam."
# ///
"""Plain gradient descent in place of Adam."""


def train(
    loss_of: Callable[..., Tensor],
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None,
) -> tuple[Params, list[float]]:
    Wx, Wh, b, Wy, by = (param.detach().clone().requires_grad_() for param in params)
    trained = (Wx, Wh, b, Wy, by)
    optimizer = torch.optim.SGD(trained, lr=lr)
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
