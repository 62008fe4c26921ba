"""Everything as einsum."""

import torch
from torch import einsum, nn


def rnn_step(x, h, Wx, Wh, b):
    return torch.tanh(einsum("nd,dh->nh", x, Wx) + einsum("nk,kh->nh", h, Wh) + b[None])


def rnn_forward(x, h0, Wx, Wh, b):
    hs = ()
    for t in range(x.shape[1]):
        h0 = rnn_step(x[:, t], h0, Wx, Wh, b)
        hs += (h0,)
    return torch.stack(hs, 1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    hs = rnn_forward(x, h0, Wx, Wh, b)
    prev = torch.cat([h0.unsqueeze(1), hs], 1)[:, :-1]
    das = []
    dh = torch.zeros_like(h0)
    for t in range(x.shape[1])[::-1]:
        da = (dh + dhs[:, t]) * (1 - hs[:, t]).mul(1 + hs[:, t])
        dh = einsum("nh,kh->nk", da, Wh)
        das.append(da)
    das = torch.stack(das[::-1], 1)
    return (
        einsum("nth,dh->ntd", das, Wx),
        dh,
        einsum("ntd,nth->dh", x, das),
        einsum("ntk,nth->kh", prev, das),
        einsum("nth->h", das),
    )


def jacobian_norm(hs, Wh):
    steps = einsum("ij,ntj->ntij", Wh, 1 - hs.pow(2))
    J = steps[:, 0]
    norms = [torch.linalg.norm(J, ord=2, dim=(1, 2))]
    for t in range(1, hs.shape[1]):
        J = einsum("nij,njk->nik", J, steps[:, t])
        norms.append(torch.linalg.norm(J, ord=2, dim=(1, 2)))
    return torch.stack(norms, 1)


def clip_grad_norm(grads, c):
    norm = torch.cat([g.flatten() for g in grads]).norm()
    scale = 1.0 if norm <= c else c / norm
    return tuple(scale * g for g in grads), norm


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    T = x.shape[1]
    ends = sorted({*range(k1, T + 1, k1), T})
    hs = rnn_forward(x, h0, Wx, Wh, b)
    states = [h0] + list(hs.unbind(1))
    sums = None
    previous = 0
    for end in ends:
        begin = max(0, end - k2)
        keep = (torch.arange(begin, end) >= previous).to(dhs)[None, :, None]
        parts = rnn_backward(dhs[:, begin:end] * keep, x[:, begin:end], states[begin], Wx, Wh, b)[
            2:
        ]
        sums = parts if sums is None else tuple(s + p for s, p in zip(sums, parts))
        previous = end
    return sums


def sample(logits, temperature, u):
    cdf = torch.distributions.Categorical(logits=logits / temperature).probs.cumsum(1)
    above = u[:, None] < cdf
    above[:, -1] = True
    return above.int().argmax(1).long()


class Net(nn.Module):
    def __init__(self, params):
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(p.detach().clone()) for p in params])

    def forward(self, x):
        Wx, Wh, b, Wy, by = self.weights
        hs = rnn_forward(x, torch.zeros(len(x), Wh.shape[0]).to(x), Wx, Wh, b)
        return einsum("nth,hc->ntc", hs, Wy) + by


def optimise(model, loss_of, lr, steps, max_norm):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999))
    losses = []
    while len(losses) < steps:
        loss = loss_of(model)
        model.zero_grad()
        loss.backward()
        if max_norm is not None:
            new, _ = clip_grad_norm([p.grad for p in model.parameters()], max_norm)
            for p, g in zip(model.parameters(), new):
                p.grad = g
        optimizer.step()
        losses.append(loss.detach().item())
    return [p.detach() for p in model.weights], losses


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    criterion = nn.CrossEntropyLoss()
    return optimise(Net(params), lambda net: criterion(net(x)[:, -1], y), lr, steps, max_norm)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    criterion = nn.CrossEntropyLoss()

    def loss_of(net):
        return criterion(net(x).permute(0, 2, 1), y)

    return optimise(Net(params), loss_of, lr, steps, max_norm)
