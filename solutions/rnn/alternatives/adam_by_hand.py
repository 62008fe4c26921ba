"""No autograd at all: the training uses rnn_backward, softmax minus one-hot, and its own Adam."""

import math

import torch


def rnn_step(x, h, Wx, Wh, b):
    a = x.matmul(Wx) + h.matmul(Wh) + b.view(1, -1)
    return 2 * torch.sigmoid(2 * a) - 1


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = x.shape
    projected = x @ Wx + b  # all the steps at once
    h, out = h0, []
    for t in range(T):
        h = torch.tanh(projected[:, t] + h @ Wh)
        out.append(h[:, None])
    return torch.cat(out, dim=1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    hs = rnn_forward(x, h0, Wx, Wh, b)
    before = torch.cat((h0[:, None], hs[:, :-1]), 1)
    slope = 1 - hs**2
    das = torch.zeros_like(hs)
    da_next = torch.zeros_like(h0)
    for t in range(hs.shape[1] - 1, -1, -1):
        das[:, t] = (dhs[:, t] + da_next @ Wh.T) * slope[:, t]
        da_next = das[:, t]
    dx = das @ Wx.T
    dh0 = da_next @ Wh.T
    flat = das.flatten(0, 1)
    dWx = x.flatten(0, 1).T @ flat
    dWh = before.flatten(0, 1).T @ flat
    return [dx, dh0, dWx, dWh, flat.sum(0)]


def jacobian_norm(hs, Wh):
    N, T, H = hs.shape
    result = []
    for n in range(N):
        J = Wh.new_zeros(H, H).fill_diagonal_(1)
        row = []
        for t in range(T):
            J = J.mm(Wh).mul(1 - hs[n, t] * hs[n, t])
            row.append(torch.linalg.eigvalsh(J @ J.T)[-1].clamp(min=0).sqrt())
        result.append(torch.stack(row))
    return torch.stack(result)


def clip_grad_norm(grads, c):
    norm = math.sqrt(sum(float((g * g).sum()) for g in grads))
    if norm <= c:
        return [g.clone() for g in grads], norm
    return [g / norm * c for g in grads], norm


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = 0 * Wx, 0 * Wh, 0 * b
    # every error on its own walk back: how far it may go depends on its block
    for t in range(T):
        end = min((t // k1 + 1) * k1, T)
        stop = max(0, end - k2)
        dh = dhs[:, t]
        for s in range(t, stop - 1, -1):
            da = dh * (1 - hs[:, s] ** 2)
            dWx += x[:, s].T @ da
            dWh += (hs[:, s - 1] if s else h0).T @ da
            db += da.sum(0)
            dh = da @ Wh.T
    return dWx, dWh, db


def sample(logits, temperature, u):
    tokens = []
    scaled = logits / temperature
    weights = torch.exp(scaled - scaled.max(dim=1, keepdim=True).values)
    for w, r in zip(weights, u):
        p = w / w.sum()
        total, chosen = 0.0, len(p) - 1
        for v in range(len(p)):
            total += p[v].item()
            if r.item() < total:
                chosen = v
                break
        tokens.append(chosen)
    return torch.tensor(tokens)


def adam(params, gradients_of, lr, steps, max_norm):
    params = [p.clone() for p in params]
    m = [torch.zeros_like(p) for p in params]
    v = [torch.zeros_like(p) for p in params]
    losses = []
    for k in range(1, steps + 1):
        loss, grads = gradients_of(*params)
        if max_norm is not None:
            grads, _ = clip_grad_norm(grads, max_norm)
        for i, g in enumerate(grads):
            m[i] = 0.9 * m[i] + 0.1 * g
            v[i] = 0.999 * v[i] + 0.001 * g * g
            m_hat = m[i] / (1 - 0.9**k)
            v_hat = v[i] / (1 - 0.999**k)
            params[i] = params[i] - lr * m_hat / (v_hat.sqrt() + 1e-8)
        losses.append(loss)
    return tuple(params), losses


def softmax_loss(logits, y):
    """Mean cross-entropy over the rows, and its gradient with respect to the logits."""
    logp = logits - torch.logsumexp(logits, dim=1, keepdim=True)
    rows = torch.arange(len(y))
    d = logp.exp()
    d[rows, y] -= 1
    return -logp[rows, y].mean().item(), d / len(y)


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    h0 = torch.zeros(len(x), len(params[1]), dtype=x.dtype)

    def gradients_of(Wx, Wh, b, Wy, by):
        hs = rnn_forward(x, h0, Wx, Wh, b)
        last = hs[:, -1]
        loss, dlogits = softmax_loss(last @ Wy + by, y)
        dhs = torch.zeros_like(hs)
        dhs[:, -1] = dlogits @ Wy.T
        _, _, dWx, dWh, db = rnn_backward(dhs, x, h0, Wx, Wh, b)
        return loss, [dWx, dWh, db, last.T @ dlogits, dlogits.sum(0)]

    return adam(params, gradients_of, lr, steps, max_norm)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    h0 = torch.zeros(len(x), len(params[1]), dtype=x.dtype)

    def gradients_of(Wx, Wh, b, Wy, by):
        hs = rnn_forward(x, h0, Wx, Wh, b)
        flat = hs.reshape(-1, hs.shape[2])
        loss, dlogits = softmax_loss(flat @ Wy + by, y.reshape(-1))
        dhs = (dlogits @ Wy.T).view_as(hs)
        _, _, dWx, dWh, db = rnn_backward(dhs, x, h0, Wx, Wh, b)
        return loss, [dWx, dWh, db, flat.T @ dlogits, dlogits.sum(0)]

    return adam(params, gradients_of, lr, steps, max_norm)
