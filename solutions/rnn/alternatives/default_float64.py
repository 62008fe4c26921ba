"""float64 as the default dtype, a module that holds the parameters, PyTorch's 1e-6 in the clipping."""

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def rnn_step(x, h, Wx, Wh, b):
    return (b + torch.mm(x, Wx) + torch.mm(h, Wh)).tanh()


def rnn_forward(x, h0, Wx, Wh, b):
    seen = [h0]
    for t in range(x.size(1)):
        seen.append(rnn_step(x[:, t, :], seen[-1], Wx, Wh, b))
    return torch.stack(seen[1:], 1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    with torch.no_grad():
        after = rnn_forward(x, h0, Wx, Wh, b)
        before = torch.cat([h0[:, None], after[:, :-1]], 1)
        das = torch.empty_like(after)
        carried = torch.zeros_like(h0)
        for t in range(x.size(1) - 1, -1, -1):
            das[:, t] = (1 - after[:, t]) * (1 + after[:, t]) * (dhs[:, t] + carried)
            carried = das[:, t] @ Wh.t()
        every = das.flatten(0, 1)
        dWx = x.flatten(0, 1).t() @ every
        dWh = before.flatten(0, 1).t() @ every
        return das @ Wx.t(), carried, dWx, dWh, every.sum(0)


def jacobian_norm(hs, Wh):
    N, T, H = hs.shape
    found = hs.new_empty(N, T)
    for n in range(N):
        chain = torch.eye(H).to(hs)
        for t in range(T):
            chain = chain @ Wh @ torch.diag(1 - hs[n, t].square())
            found[n, t] = torch.linalg.svdvals(chain).max()
    return found


def clip_grad_norm(grads, c):
    norm = torch.cat([each.reshape(-1) for each in grads]).norm()
    factor = torch.clamp(c / (norm + 1e-6), max=1.0)
    return [each * factor for each in grads], norm.item()


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    T = x.size(1)
    with torch.no_grad():
        states = torch.cat([h0[:, None], rnn_forward(x, h0, Wx, Wh, b)], 1)
    totals = [torch.zeros_like(W) for W in (Wx, Wh, b)]
    for start in range(0, T, k1):
        stop = min(T, start + k1)
        first = max(0, stop - k2)
        leaves = [W.detach().clone().requires_grad_() for W in (Wx, Wh, b)]
        hs = rnn_forward(x[:, first:stop], states[:, first], *leaves)
        scalar = (hs[:, start - first :] * dhs[:, start:stop]).sum()
        for total, grad in zip(totals, torch.autograd.grad(scalar, leaves)):
            total += grad
    return tuple(totals)


def sample(logits, temperature, u):
    p = torch.softmax(logits.double() / temperature, -1)
    edges = p.cumsum(-1)
    tokens = torch.searchsorted(edges, u.double().unsqueeze(1).contiguous(), right=True)
    return tokens.squeeze(1).clamp_max(logits.size(1) - 1)


class Reader(nn.Module):
    def __init__(self, params):
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(each.detach().clone()) for each in params])

    def forward(self, x):
        Wx, Wh, b, Wy, by = self.weights
        zeros = torch.zeros(x.size(0), Wh.size(0)).to(x)
        return rnn_forward(x, zeros, Wx, Wh, b) @ Wy + by


def fit(x, y, params, lr, steps, max_norm, last):
    model = Reader(params)
    adam = torch.optim.Adam(model.parameters(), lr)
    criterion = nn.CrossEntropyLoss()
    history = []
    for _ in range(steps):
        adam.zero_grad()
        logits = model(x)
        loss = criterion(logits[:, -1], y) if last else criterion(logits.transpose(1, 2), y)
        loss.backward()
        if max_norm is not None:
            clipped, _ = clip_grad_norm([each.grad for each in model.parameters()], max_norm)
            for each, grad in zip(model.parameters(), clipped):
                each.grad.copy_(grad)
        adam.step()
        history.append(float(loss))
    return tuple(each.data for each in model.parameters()), history


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    return fit(x, y, params, lr, steps, max_norm, True)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    return fit(x, y, params, lr, steps, max_norm, False)
