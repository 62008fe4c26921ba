# /// wrong answer
# check = "test_one_clips"
# kind = "wrong_value"
# hint.en = """
# What you clip is the parameters, after the step. What is clipped is the gradients, before it."""
# hint.es = """
# Lo que recortas son los parámetros, después del paso. Lo que se recorta son los gradientes, antes
# de darlo."""
# ///
"""Clipping comes after the step."""


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
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        if max_norm is not None:
            clipped, _ = clip_grad_norm([*trained], max_norm)
            for param, value in zip(trained, clipped, strict=True):
                param.data = value.data
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
