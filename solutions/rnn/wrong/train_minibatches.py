"""Every step sees the next 32 sequences only."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dx = torch.zeros_like(x)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    dh = torch.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        h_before = hs[:, t - 1] if t > 0 else h0
        # What the loss says of this state, and what comes back from the steps after it.
        dh = dh + dhs[:, t]
        da = dh * (1 - hs[:, t] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += h_before.T @ da
        db += da.sum(dim=0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = product @ (Wh * (1 - h**2)[:, None, :])
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms, dim=1)


def clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    norm = torch.stack([(grad**2).sum() for grad in grads]).sum().sqrt()
    if norm > c:
        return [grad * (c / norm) for grad in grads], norm
    return list(grads), norm


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    for start in range(0, T, k1):
        end = min(start + k1, T)
        first = max(end - k2, 0)
        # Inside the window, only the errors of the last k1 steps: the others had their turn.
        errors = dhs[:, first:end].clone()
        errors[:, : start - first] = 0
        h_first = hs[:, first - 1] if first > 0 else h0
        window = rnn_backward(errors, x[:, first:end], h_first, Wx, Wh, b)
        dWx += window[2]
        dWh += window[3]
        db += window[4]
    return dWx, dWh, db


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)


Params = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


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
