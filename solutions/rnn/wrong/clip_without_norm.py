# /// wrong answer
# check = "test_clip_scales"
# kind = "wrong_length"
# hint.en = """
# You return the gradients alone. Asked for is a pair: the list of gradients, and the norm before
# clipping."""
# hint.es = """
# Devuelves solo los gradientes. Se pide un par: la lista de gradientes, y la norma antes de
# recortar."""
# ///
"""Returns the gradients only."""


def clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    norm = torch.stack([(grad**2).sum() for grad in grads]).sum().sqrt()
    if norm > c:
        return [grad * (c / norm) for grad in grads]
    return list(grads)


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
            grads = clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
