# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# Every step of your training sees 32 sequences at most. Here there are few, and each step uses the
# gradient for all of them at once."""
# hint.es = """
# Cada paso de tu entrenamiento ve 32 secuencias como mucho. Aquí son pocas, y cada paso usa el
# gradiente de todas a la vez."""
# ///
"""Every step sees the next 32 sequences only."""


def train(
    loss_of: Callable[..., Tensor],
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None,
) -> tuple[Params, list[float]]:
    Wx, Wh, b, Wy, by = (param.detach().clone().requires_grad_() for param in params)
    trained = (Wx, Wh, b, Wy, by)
    optimizer = torch.optim.Adam(trained, lr=lr)
    losses = []
    batches = list(zip(x.split(32), y.split(32), strict=True))
    for step in range(steps):
        loss = loss_of(*batches[step % len(batches)], *trained)
        grads = list(torch.autograd.grad(loss, trained))
        if max_norm is not None:
            grads, _ = clip_grad_norm(grads, max_norm)
        for param, grad in zip(trained, grads, strict=True):
            param.grad = grad
        optimizer.step()
        losses.append(loss.item())
    return (Wx.detach(), Wh.detach(), b.detach(), Wy.detach(), by.detach()), losses


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(
        x: Tensor, y: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor
    ) -> Tensor:
        hs = rnn_forward(x, x.new_zeros(len(x), len(Wh)), Wx, Wh, b)
        return cross_entropy(hs[:, -1] @ Wy + by, y)

    return train(loss_of, x, y, params, lr, steps, max_norm)


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(
        x: Tensor, y: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor
    ) -> Tensor:
        hs = rnn_forward(x, x.new_zeros(len(x), len(Wh)), Wx, Wh, b)
        return cross_entropy((hs @ Wy + by).flatten(0, 1), y.flatten())

    return train(loss_of, x, y, params, lr, steps, max_norm)
