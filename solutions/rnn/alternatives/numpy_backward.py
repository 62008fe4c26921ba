"""What needs no gradient is written in numpy, loops and all."""

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- as everybody writes it


def rnn_step(x, h, Wx, Wh, b):
    return torch.tanh(F.linear(x, Wx.T, b) + F.linear(h, Wh.T))


def rnn_forward(x, h0, Wx, Wh, b):
    x = x.permute(1, 0, 2)
    h, hs = h0, []
    for step in x:
        h = rnn_step(step, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs).permute(1, 0, 2).contiguous()


def states_of(x, h0, Wx, Wh, b):
    hs = np.zeros((x.shape[0], x.shape[1] + 1, len(b)))
    hs[:, 0] = h0
    for t in range(x.shape[1]):
        hs[:, t + 1] = np.tanh(x[:, t] @ Wx + hs[:, t] @ Wh + b)
    return hs


def back(dhs, x, hs, Wx, Wh, first, last, errors_from):
    """Back from step last - 1 to step first, with the errors of the steps from errors_from."""
    dx = np.zeros_like(x)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros(Wh.shape[0])
    dh = np.zeros((x.shape[0], Wh.shape[0]))
    for t in range(last - 1, first - 1, -1):
        if t >= errors_from:
            dh = dh + dhs[:, t]
        da = (1 - hs[:, t + 1] ** 2) * dh
        dx[:, t] = np.dot(da, Wx.T)
        dWx += np.dot(x[:, t].T, da)
        dWh += np.dot(hs[:, t].T, da)
        db += da.sum(axis=0)
        dh = np.dot(da, Wh.T)
    return dx, dh, dWx, dWh, db


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    dhs, x, h0, Wx, Wh, b = (a.detach().numpy() for a in (dhs, x, h0, Wx, Wh, b))
    hs = states_of(x, h0, Wx, Wh, b)
    result = back(dhs, x, hs, Wx, Wh, 0, x.shape[1], 0)
    return tuple(torch.from_numpy(a) for a in result)


def jacobian_norm(hs, Wh):
    hs, Wh = hs.numpy(), Wh.numpy()
    norms = np.empty(hs.shape[:2])
    for n in range(hs.shape[0]):
        J = np.eye(len(Wh))
        for t in range(hs.shape[1]):
            J = J @ Wh @ np.diag(1 - hs[n, t] ** 2)
            norms[n, t] = np.linalg.norm(J, 2)
    return torch.from_numpy(norms)


def clip_grad_norm(grads, c):
    norm = np.sqrt(np.sum([np.sum(g.numpy() ** 2) for g in grads]))
    if norm < c:
        return [g.clone() for g in grads], float(norm)
    if norm == 0:
        return [torch.zeros_like(g) for g in grads], 0.0
    return [torch.from_numpy(g.numpy() * c / norm) for g in grads], float(norm)


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    dhs, x, h0, Wx, Wh, b = (a.detach().numpy() for a in (dhs, x, h0, Wx, Wh, b))
    hs = states_of(x, h0, Wx, Wh, b)
    T = x.shape[1]
    total = [0, 0, 0]
    for block in range(-(-T // k1)):
        start, end = block * k1, min((block + 1) * k1, T)
        parts = back(dhs, x, hs, Wx, Wh, max(0, end - k2), end, start)[2:]
        total = [a + p for a, p in zip(total, parts)]
    return tuple(torch.from_numpy(a) for a in total)


def sample(logits, temperature, u):
    z = logits.numpy() / temperature
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    cdf = np.cumsum(p, axis=1)
    tokens = [
        min(np.searchsorted(row, r, side="right"), len(row) - 1) for row, r in zip(cdf, u.numpy())
    ]
    return torch.tensor(np.array(tokens, dtype=np.int64))


def train(x, y, params, lr, steps, max_norm, loss_fn):
    params = [torch.tensor(p.numpy(), requires_grad=True) for p in params]
    adam = torch.optim.Adam(params=params, lr=lr)
    losses = []
    for i in range(steps):
        Wx, Wh, b, Wy, by = params
        h0 = torch.zeros((x.shape[0], Wh.shape[0]), dtype=torch.float64)
        loss = loss_fn(rnn_forward(x, h0, Wx, Wh, b), Wy, by)
        losses.append(loss.item())
        adam.zero_grad(set_to_none=False)
        loss.backward()
        if max_norm is not None:
            for p, g in zip(params, clip_grad_norm([p.grad for p in params], max_norm)[0]):
                p.grad = g
        adam.step()
    return tuple(p.detach() for p in params), losses


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    def loss_fn(hs, Wy, by):
        logp = torch.log_softmax(hs[:, -1, :] @ Wy + by, dim=1)
        return F.nll_loss(logp, y)

    return train(x, y, params, lr, steps, max_norm, loss_fn)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    def loss_fn(hs, Wy, by):
        logp = torch.log_softmax(hs @ Wy + by, dim=2)
        return -logp.gather(2, y.unsqueeze(2)).mean()

    return train(x, y, params, lr, steps, max_norm, loss_fn)
