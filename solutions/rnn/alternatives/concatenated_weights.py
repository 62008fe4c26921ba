"""One matrix for input and state; PyTorch's way of clipping; autograd with detach() to truncate."""

import torch
import torch.nn.functional as F  # noqa: N812 -- as everybody writes it


def rnn_step(x, h, Wx, Wh, b):
    xh = torch.cat([x, h], dim=1)
    W = torch.cat([Wx, Wh], dim=0)
    return torch.addmm(b, xh, W).tanh()


def rnn_forward(x, h0, Wx, Wh, b):
    states = [h0]
    for t in range(x.size(1)):
        states.append(rnn_step(x[:, t, :], states[-1], Wx, Wh, b))
    return torch.stack(states[1:]).transpose(0, 1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    N, T, D = x.shape
    W = torch.cat([Wx, Wh], dim=0)
    xhs, hs = [], []
    h = h0
    for t in range(T):
        xh = torch.cat([x[:, t], h], dim=1)
        h = torch.tanh(xh @ W + b)
        xhs.append(xh)
        hs.append(h)
    dW = torch.zeros_like(W)
    db = torch.zeros_like(b)
    dxs = []
    carried = 0
    for t in range(T - 1, -1, -1):
        da = (dhs[:, t] + carried) * (1 - hs[t] * hs[t])
        dW = dW + xhs[t].t() @ da
        db = db + da.sum(0)
        dxh = da @ W.t()
        dxs.insert(0, dxh[:, :D])
        carried = dxh[:, D:]
    return torch.stack(dxs, dim=1), carried, dW[:D], dW[D:], db


def jacobian_norm(hs, Wh):
    N, T, H = hs.shape
    # dh/dh0 as a column-style Jacobian: diag(1 - h^2) Wh^T, the newest factor on the left
    J = torch.eye(H).to(hs).repeat(N, 1, 1)
    out = torch.empty(N, T).to(hs)
    for t in range(T):
        J = torch.diag_embed(1 - hs[:, t].square()) @ Wh.T @ J
        out[:, t] = torch.linalg.svdvals(J)[:, 0]
    return out


def clip_grad_norm(grads, c):
    total = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in grads]))
    factor = torch.clamp(c / (total + 1e-6), max=1.0)
    return [g * factor for g in grads], total


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    T = x.shape[1]
    weights = [w.detach().clone().requires_grad_(True) for w in (Wx, Wh, b)]
    with torch.no_grad():
        states = torch.cat([h0.unsqueeze(1), rnn_forward(x, h0, Wx, Wh, b)], dim=1)
    for t in range(1, T + 1):
        if t % k1 != 0 and t != T:
            continue
        done = (t - 1) // k1 * k1
        begin = t - k2 if t > k2 else 0
        h = states[:, begin].detach()
        loss = torch.zeros((), dtype=x.dtype)
        for s in range(begin, t):
            h = rnn_step(x[:, s], h, *weights)
            if s >= done:
                loss = loss + (h * dhs[:, s]).sum()
        loss.backward()
    return tuple(w.grad for w in weights)


def sample(logits, temperature, u):
    p = F.softmax(logits / temperature, dim=-1)
    cdf = torch.cumsum(p, dim=-1)
    index = torch.searchsorted(cdf, u.unsqueeze(1), right=True).squeeze(1)
    return torch.minimum(index, torch.tensor(logits.shape[1] - 1))


def fit(x, y, params, lr, steps, max_norm, last_only):
    weights = [torch.nn.Parameter(p.clone()) for p in params]
    opt = torch.optim.Adam(weights, lr)
    history = []
    for step in range(steps):
        opt.zero_grad()
        Wx, Wh, b, Wy, by = weights
        hs = rnn_forward(x, torch.zeros(x.shape[0], Wh.shape[0], dtype=x.dtype), Wx, Wh, b)
        if last_only:
            loss = F.cross_entropy(hs[:, -1] @ Wy + by, y)
        else:
            loss = F.cross_entropy((hs @ Wy + by).transpose(1, 2), y)
        loss.backward()
        if max_norm:
            clipped, _ = clip_grad_norm([w.grad for w in weights], max_norm)
            for w, g in zip(weights, clipped):
                w.grad.copy_(g)
        opt.step()
        history.append(float(loss))
    return tuple(w.data for w in weights), history


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    return fit(x, y, params, lr, steps, max_norm, True)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    return fit(x, y, params, lr, steps, max_norm, False)
