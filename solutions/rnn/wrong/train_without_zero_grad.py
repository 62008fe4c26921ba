# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# Your gradients pile up from step to step. backward() adds to .grad; clear it before each step."""
# hint.es = """
# Tus gradientes se acumulan de un paso a otro. backward() suma en .grad; ponlo a cero antes de cada
# paso."""
# ///
"""Gradients pile up over the steps."""


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
            param.grad = grad if param.grad is None else param.grad + grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
