"""No loop over the inputs' products, torch.func where it is allowed, log-softmax written out."""

from itertools import accumulate

import torch


def rnn_step(x, h, Wx, Wh, b):
    return torch.tanh(torch.addmm(torch.addmm(b, h, Wh), x, Wx))


def rnn_forward(x, h0, Wx, Wh, b):
    into = x @ Wx + b
    states = accumulate(into.unbind(1), lambda h, a: torch.tanh(a + h @ Wh), initial=h0)
    return torch.stack(list(states)[1:]).movedim(0, 1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    hs = rnn_forward(x, h0, Wx, Wh, b)
    slopes = 1 - hs * hs
    T = hs.shape[1]
    das, back = [], torch.zeros_like(h0)
    for t in range(T)[::-1]:
        da = slopes[:, t] * (back + dhs[:, t])
        back = torch.einsum("nh,kh->nk", da, Wh)
        das.insert(0, da)
    da = torch.stack(das, 1)
    earlier = torch.cat((h0.unsqueeze(1), hs[:, : T - 1]), 1)
    return (
        torch.einsum("nth,dh->ntd", da, Wx),
        back,
        torch.einsum("ntd,nth->dh", x, da),
        torch.einsum("ntk,nth->kh", earlier, da),
        torch.einsum("nth->h", da),
    )


def jacobian_norm(hs, Wh):
    steps = Wh @ torch.diag_embed(1 - hs**2)
    products = list(accumulate(steps.unbind(1), torch.matmul))
    return torch.linalg.svdvals(torch.stack(products, 1))[..., 0]


def clip_grad_norm(grads, c):
    norm = sum(float((each.double() ** 2).sum()) for each in grads) ** 0.5
    if norm <= c:
        return [each.clone() for each in grads], norm
    return [c * each / norm for each in grads], norm


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    hs = rnn_forward(x, h0, Wx, Wh, b).detach()
    total = [W * 0 for W in (Wx, Wh, b)]
    T = x.shape[1]
    ends = [*range(k1, T, k1), T]
    begins = [0, *ends[:-1]]
    for begin, end in zip(begins, ends):
        low = max(end - k2, 0)
        before = hs[:, low - 1] if low else h0

        def of_weights(*weights):
            window = rnn_forward(x[:, low:end], before, *weights)  # noqa: B023 -- called at once
            return window[:, begin - low :]  # noqa: B023

        _, pull = torch.func.vjp(of_weights, Wx, Wh, b)
        total = [old + new for old, new in zip(total, pull(dhs[:, begin:end]))]
    return tuple(total)


def sample(logits, temperature, u):
    z = logits / temperature
    z = z - z.amax(1, keepdim=True)
    p = z.exp() / z.exp().sum(1, keepdim=True)
    above = torch.cumsum(p, 1) > u[:, None]
    above[:, -1] = True
    return above.int().argmax(1)


def mean_loss(params, x, y):
    Wx, Wh, b, Wy, by = params
    start = torch.zeros(x.shape[0], Wh.shape[0], dtype=x.dtype)
    logits = rnn_forward(x, start, Wx, Wh, b) @ Wy + by
    if y.dim() == 1:
        logits = logits[:, -1]
    return (logits.logsumexp(-1) - logits.gather(-1, y[..., None])[..., 0]).mean()


def descend(x, y, params, lr, steps, max_norm):
    mine = [each.detach().clone() for each in params]
    adam = torch.optim.Adam(mine, lr=lr)
    losses = []
    for _ in range(steps):
        grads, loss = torch.func.grad_and_value(mean_loss)(tuple(mine), x, y)
        if max_norm is not None:
            grads = clip_grad_norm(list(grads), max_norm)[0]
        for each, grad in zip(mine, grads):
            each.grad = grad.detach()
        adam.step()
        losses.append(loss.item())
    return tuple(mine), losses


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    return descend(x, y, params, lr, steps, max_norm)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    return descend(x, y, params, lr, steps, max_norm)
