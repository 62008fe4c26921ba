"""A cell object, an autograd.Function in the training, and generators for the windows."""

import torch
from torch import nn


class Cell:
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def __call__(self, x, h):
        pre = self.b + x @ self.Wx + h @ self.Wh
        return pre.tanh()

    def run(self, x, h):
        for t in range(x.shape[1]):
            h = self(x[:, t], h)
            yield h

    def back(self, x, h_old, h_new, dh):
        da = dh - dh * h_new * h_new
        return da @ self.Wx.T, da @ self.Wh.T, x.T @ da, h_old.T @ da, da.sum(0)


def rnn_step(x, h, Wx, Wh, b):
    return Cell(Wx, Wh, b)(x, h)


def rnn_forward(x, h0, Wx, Wh, b):
    return torch.stack(list(Cell(Wx, Wh, b).run(x, h0)), dim=1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    cell = Cell(Wx, Wh, b)
    states = [h0, *cell.run(x, h0)]
    dx = []
    weight_gradients = [torch.zeros_like(w) for w in (Wx, Wh, b)]
    dh = torch.zeros_like(h0)
    t = x.shape[1]
    while t > 0:
        t -= 1
        dxt, dh, *parts = cell.back(x[:, t], states[t], states[t + 1], dh + dhs[:, t])
        dx = [dxt] + dx
        weight_gradients = [a + p for a, p in zip(weight_gradients, parts)]
    return (torch.stack(dx, dim=1), dh, *weight_gradients)


class Run(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, h0, Wx, Wh, b):
        ctx.save_for_backward(x, h0, Wx, Wh, b)
        return rnn_forward(x, h0, Wx, Wh, b)

    @staticmethod
    def backward(ctx, dhs):
        return rnn_backward(dhs, *ctx.saved_tensors)


def jacobian_norm(hs, Wh):
    # rows of the Jacobian pushed through the steps like a batch of gradients
    N, T, H = hs.shape
    rows = torch.eye(H, dtype=hs.dtype).unsqueeze(0).expand(N, -1, -1)
    norms = []
    for t in range(T):
        rows = (rows @ Wh) * (1 - hs[:, t : t + 1] ** 2)
        gram = rows.transpose(1, 2) @ rows
        norms.append(torch.linalg.eigvalsh(gram).amax(dim=1).clamp_min(0.0) ** 0.5)
    return torch.stack(norms, dim=-1)


def clip_grad_norm(grads, c):
    norms = [torch.linalg.norm(g.ravel()) for g in grads]
    total = sum(n**2 for n in norms) ** 0.5
    too_long = total > c
    return [torch.where(too_long, g * c / total, g) for g in grads], total


def windows(T, k1, k2):
    done = 0
    while done < T:
        end = min(done + k1, T)
        yield max(end - k2, 0), done, end
        done = end


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    hs = rnn_forward(x, h0, Wx, Wh, b)
    total = [torch.zeros_like(w) for w in (Wx, Wh, b)]
    for first, done, end in windows(x.shape[1], k1, k2):
        masked = torch.zeros_like(dhs)
        masked[:, done:end] = dhs[:, done:end]
        h = h0 if first == 0 else hs[:, first - 1]
        parts = rnn_backward(masked[:, first:end], x[:, first:end], h, Wx, Wh, b)
        for into, part in zip(total, parts[2:]):
            into.add_(part)
    return tuple(total)


def sample(logits, temperature, u):
    p = (logits / temperature).softmax(dim=1)
    left = u.clone()
    tokens = torch.full(u.shape, -1, dtype=torch.long)
    for v in range(logits.shape[1]):
        hit = (left < p[:, v]) & (tokens < 0)
        tokens[hit] = v
        left = left - p[:, v]
    # rounding: whoever is left over takes the last one
    tokens[tokens < 0] = logits.shape[1] - 1
    return tokens


def training(x, params, lr, steps, max_norm, loss_of):
    params = [nn.Parameter(p.detach().clone(), requires_grad=True) for p in params]
    optimizer = torch.optim.Adam([{"params": params}], lr=lr)
    losses = []
    for _ in range(steps):
        Wx, Wh, b, Wy, by = params
        hs = Run.apply(x, x.new_zeros(x.shape[0], b.shape[0]), Wx, Wh, b)
        loss = loss_of(hs, Wy, by)
        optimizer.zero_grad()
        loss.backward()
        if max_norm is not None:
            grads, _ = clip_grad_norm([p.grad for p in params], max_norm)
            for p, g in zip(params, grads):
                p.grad = g
        optimizer.step()
        losses.append(loss.item())
    return tuple(p.detach() for p in params), losses


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    def loss_of(hs, Wy, by):
        return nn.CrossEntropyLoss()(torch.addmm(by, hs[:, -1], Wy), y)

    return training(x, params, lr, steps, max_norm, loss_of)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    def loss_of(hs, Wy, by):
        logits = hs @ Wy + by
        return (
            nn.CrossEntropyLoss(reduction="sum")(
                logits.reshape(-1, logits.shape[-1]), y.reshape(-1)
            )
            / y.numel()
        )

    return training(x, params, lr, steps, max_norm, loss_of)
