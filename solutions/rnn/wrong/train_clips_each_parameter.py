# /// wrong answer
# check = "test_one_clips"
# kind = "wrong_value"
# hint.en = """
# In training you clip each parameter's gradient on its own. All five share one norm: hand them over
# in one list."""
# hint.es = """
# En el entrenamiento recortas el gradiente de cada parámetro por separado. Los cinco comparten una
# norma: pásalos en una sola lista."""
# ///
"""Each parameter's gradient is clipped on its own."""


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
            grads = [clip_grad_norm([grad], max_norm)[0][0] for grad in grads]
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses
