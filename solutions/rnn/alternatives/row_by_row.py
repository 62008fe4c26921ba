"""One sequence after the other, with vectors and matrix-vector products."""

import torch
import torch.nn as nn


def rnn_step(x, h, Wx, Wh, b):
    rows = []
    for xi, hi in zip(x, h):
        rows.append(torch.tanh(Wx.T @ xi + Wh.T @ hi + b))
    return torch.stack(rows)


def rnn_forward(x, h0, Wx, Wh, b):
    sequences = []
    for n in range(x.shape[0]):
        h = h0[n]
        states = []
        for t in range(x.shape[1]):
            h = torch.tanh(x[n, t] @ Wx + h @ Wh + b)
            states.append(h)
        sequences.append(torch.stack(states))
    return torch.stack(sequences)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    dx, dh0 = torch.empty_like(x), torch.empty_like(h0)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    for n in range(len(x)):
        hs = [h0[n]]
        for t in range(x.shape[1]):
            hs.append(torch.tanh(x[n, t] @ Wx + hs[-1] @ Wh + b))
        dh = torch.zeros_like(b)
        for t in reversed(range(x.shape[1])):
            dh = dh + dhs[n, t]
            da = dh * (1 - hs[t + 1] ** 2)
            dWx += torch.outer(x[n, t], da)
            dWh += torch.outer(hs[t], da)
            db += da
            dx[n, t] = Wx @ da
            dh = Wh @ da
        dh0[n] = dh
    return dx, dh0, dWx, dWh, db


def jacobian_norm(hs, Wh):
    out = torch.zeros(hs.shape[:2], dtype=hs.dtype)
    for n, states in enumerate(hs):
        product = None
        for t, h in enumerate(states):
            J = Wh @ torch.diag(1 - h**2)
            product = J if product is None else product @ J
            out[n, t] = torch.linalg.svd(product).S.max()
    return out


def clip_grad_norm(grads, c):
    squares = 0.0
    for g in grads:
        for value in g.reshape(-1).tolist():
            squares += value**2
    norm = squares**0.5
    scale = min(1.0, c / norm) if norm > 0 else 1.0
    return [scale * g for g in grads], torch.tensor(norm, dtype=grads[0].dtype)


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    gradients = [torch.zeros_like(w) for w in (Wx, Wh, b)]
    T = x.shape[1]
    for n in range(len(x)):
        hs = [h0[n]]
        for t in range(T):
            hs.append(torch.tanh(x[n, t] @ Wx + hs[-1] @ Wh + b))
        start = 0
        while start < T:
            end = min(start + k1, T)
            dh = torch.zeros_like(b)
            for t in range(end - 1, max(end - k2, 0) - 1, -1):
                if t >= start:
                    dh = dh + dhs[n, t]
                da = dh * (1 - hs[t + 1] ** 2)
                gradients[0] += torch.outer(x[n, t], da)
                gradients[1] += torch.outer(hs[t], da)
                gradients[2] += da
                dh = Wh @ da
            start = end
    return tuple(gradients)


def sample(logits, temperature, u):
    out = torch.full((len(logits),), logits.shape[1] - 1)
    probabilities = torch.log_softmax(logits / temperature, dim=1).exp()
    for i in range(len(logits)):
        for v in range(logits.shape[1]):
            if u[i] < probabilities[i, : v + 1].sum():
                out[i] = v
                break
    return out


class Reader(nn.Module):
    def __init__(self, Wx, Wh, b, Wy, by):
        super().__init__()
        self.Wx = nn.Parameter(Wx.clone())
        self.Wh = nn.Parameter(Wh.clone())
        self.b = nn.Parameter(b.clone())
        self.out = nn.Linear(*Wy.shape).to(Wy.dtype)
        self.out.weight.data = Wy.T.clone()
        self.out.bias.data = by.clone()

    def forward(self, x):
        h = torch.zeros(x.shape[0], self.Wh.shape[0], dtype=x.dtype)
        for t in range(x.shape[1]):
            h = torch.tanh(x[:, t] @ self.Wx + h @ self.Wh + self.b)
            yield self.out(h)

    def values(self):
        Wy = self.out.weight.detach().T.clone()
        return self.Wx.detach(), self.Wh.detach(), self.b.detach(), Wy, self.out.bias.detach()


def clip_in_place(parameters, max_norm):
    parameters = list(parameters)
    clipped, _ = clip_grad_norm([p.grad for p in parameters], max_norm)
    for p, g in zip(parameters, clipped):
        p.grad[...] = g


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    torch.manual_seed(0)
    model = Reader(*params)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        for logits in model(x):
            pass
        loss = nn.functional.cross_entropy(logits, y)
        loss.backward()
        if max_norm is not None:
            clip_in_place(model.parameters(), max_norm)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return model.values(), losses


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    torch.manual_seed(0)
    model = Reader(*params)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = 0
        for t, logits in enumerate(model(x)):
            loss = loss + nn.functional.cross_entropy(logits, y[:, t]) / x.shape[1]
        loss.backward()
        if max_norm is not None:
            clip_in_place(model.parameters(), max_norm)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return model.values(), losses
