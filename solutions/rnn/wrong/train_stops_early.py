# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_length"
# hint.en = """
# Your training ends once the loss is small. Take the number of steps you are asked for, whatever
# the loss is."""
# hint.es = """
# Tu entrenamiento termina en cuanto la pérdida es pequeña. Da los pasos que se piden, sea cual sea
# la pérdida."""
# ///
"""The training ends once the loss is small."""


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
        if max_norm is not None:
            grads, _ = clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
        if losses[-1] < 0.01:
            break
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
