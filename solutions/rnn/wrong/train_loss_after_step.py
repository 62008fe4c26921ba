# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# The parameters are right, but your losses are those after each step. The loss before the step is
# asked for: the one whose gradient you took."""
# hint.es = """
# Los parámetros son correctos, pero tus pérdidas son las de después de cada paso. Se pide la de
# antes: aquella cuyo gradiente tomaste."""
# ///
"""Returns the loss after each step."""


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
        losses.append(loss_of(*trained).item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
