"""PyTorch's layout inside, time first and weights transposed; a closure for the optimiser."""

import torch
import torch.nn.functional as F  # noqa: N812 -- as everybody writes it


def rnn_step(x, h, Wx, Wh, b):
    return F.linear(torch.cat((h, x), 1), torch.cat((Wh, Wx)).mT, b).tanh_()


def rnn_forward(x, h0, Wx, Wh, b):
    steps = x.transpose(0, 1).contiguous()
    out, h = [], h0
    for now in steps:
        h = rnn_step(now, h, Wx, Wh, b)
        out.append(h)
    return torch.stack(out).transpose(0, 1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    T, D = x.shape[1], x.shape[2]
    W = torch.cat((Wx, Wh))
    states = [h0] + list(rnn_forward(x, h0, Wx, Wh, b).transpose(0, 1))
    dW, db = torch.zeros_like(W), torch.zeros_like(b)
    dh, dx = torch.zeros_like(h0), []
    while T:
        T -= 1
        da = (dh + dhs[:, T]) - (dh + dhs[:, T]) * states[T + 1] ** 2
        dW = dW + torch.cat((x[:, T], states[T]), 1).mT @ da
        db = db + torch.ones(len(da), dtype=da.dtype) @ da
        both = da @ W.mT
        dx.append(both[:, :D])
        dh = both[:, D:]
    return torch.stack(dx[::-1], 1), dh, dW[:D], dW[D:], db


def jacobian_norm(hs, Wh):
    """Columns as states: the transposed product has the same singular values."""
    grown = torch.eye(len(Wh), dtype=hs.dtype).expand(len(hs), -1, -1)
    answer = torch.zeros(hs.shape[:2], dtype=hs.dtype)
    for t in range(hs.shape[1]):
        slope = (1 - hs[:, t] ** 2).unsqueeze(2)
        grown = slope * (Wh.mT @ grown)
        answer[:, t] = torch.linalg.norm(grown, 2, dim=(1, 2))
    return answer


def clip_grad_norm(grads, c):
    parts = torch.cat([each.flatten() for each in grads])
    norm = torch.dot(parts, parts).sqrt()
    scale = c / max(c, norm.item())
    return [each.mul(scale) for each in grads], norm


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    """One graph for each window, all of them differentiated together."""
    own = [each.detach().requires_grad_() for each in (Wx, Wh, b)]
    states = rnn_forward(x, h0, Wx, Wh, b).detach()
    scalar = 0.0
    for block, errors in enumerate(dhs.split(k1, dim=1)):
        stop = block * k1 + errors.shape[1]
        begin = max(0, stop - k2)
        h = states[:, begin - 1] if begin else h0
        for t in range(begin, stop):
            h = rnn_step(x[:, t], h, *own)
            if t >= block * k1:
                scalar = scalar + (h * errors[:, t - block * k1]).sum()
    return torch.autograd.grad(scalar, own)


def sample(logits, temperature, u):
    hot = (logits / temperature).log_softmax(1).exp()
    passed = hot.cumsum(1)[:, :-1] <= u.view(-1, 1)
    return passed.long().sum(1)


def train(x, y, params, lr, steps, max_norm):
    theta = [torch.empty_like(each).copy_(each).requires_grad_() for each in params]
    optimizer = torch.optim.Adam([{"params": theta}], lr=lr, betas=(0.9, 0.999), eps=1e-8)
    hidden = params[1].shape[0]

    def closure():
        optimizer.zero_grad(set_to_none=False)
        hs = rnn_forward(x, torch.zeros((x.shape[0], hidden), dtype=x.dtype), *theta[:3])
        logits = F.linear(hs, theta[3].mT, theta[4])
        if y.ndim == 1:
            loss = F.cross_entropy(logits[:, -1], y)
        else:
            loss = F.cross_entropy(logits.permute(0, 2, 1), y)
        loss.backward()
        if max_norm is not None:
            shorter, _ = clip_grad_norm([each.grad for each in theta], max_norm)
            for each, grad in zip(theta, shorter):
                each.grad = grad
        return loss

    losses = [optimizer.step(closure).item() for _ in range(steps)]
    return tuple(each.detach() for each in theta), losses


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    return train(x, y, params, lr, steps, max_norm)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    return train(x, y, params, lr, steps, max_norm)
