# /// wrong answer
# check = "test_clip_zero"
# kind = "not_finite"
# ///
"""Zero over zero."""


def clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    norm = torch.stack([(grad**2).sum() for grad in grads]).sum().sqrt()
    return [grad * norm.clamp(max=c) / norm for grad in grads], norm


def right_clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    norm = torch.stack([(grad**2).sum() for grad in grads]).sum().sqrt()
    if norm > c:
        return [grad * (c / norm) for grad in grads], norm
    return list(grads), norm


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
            grads, _ = right_clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
