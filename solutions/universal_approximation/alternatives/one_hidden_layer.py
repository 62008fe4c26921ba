"""Every function as a network of one hidden layer: weights, biases, output weights."""

import torch

F64 = torch.float64


def layer(x, places, w):
    """σ(w (x - place)) at each of the places: (N, K)."""
    return torch.sigmoid(w * x[:, None] - w * places)


def step(x, s, w):
    W, b = torch.tensor([[w]], dtype=F64), torch.tensor([-w * s], dtype=F64)
    return torch.sigmoid(torch.addmm(b, x.view(-1, 1), W)).squeeze(1)


def bump(x, s, t, h, w):
    out = layer(x, torch.tensor([s, t], dtype=F64), w) * torch.tensor([h, -h], dtype=F64)
    return out.sum(dim=-1)


def bump_network(f, n, lo, hi, w):
    edges = lo + (hi - lo) * torch.arange(n + 1).to(F64) / n
    middles = edges[:-1] + edges.diff() / 2
    heights = f(middles.view(1, -1)).view(-1)
    W1 = torch.empty(1, 2 * n, dtype=F64).fill_(w)
    b1, W2 = torch.empty(2 * n, dtype=F64), torch.empty(2 * n, 1, dtype=F64)
    b1[0::2], b1[1::2] = -edges[:-1] * w, -edges[1:] * w
    W2[0::2, 0], W2[1::2, 0] = heights, -heights
    return W1, b1, W2


def relu_network(knots, values):
    K = len(knots)
    W2 = torch.zeros(K, 1, dtype=F64)
    for k in range(K - 1):
        slope = (values[k + 1] - values[k]) / (knots[k + 1] - knots[k])
        bend = torch.zeros(K, 1, dtype=F64)
        bend[k], bend[k + 1] = 1, -1
        W2 = W2 + slope * bend
    return torch.ones((1, K), dtype=F64), knots * -1, W2, values[0:1].clone()


def tower2d(x, s, t, h, w):
    inner = torch.cat([layer(x[:, j], torch.stack([s[j], t[j]]), w) for j in range(2)], dim=1)
    signs = torch.tensor([1.0, -1.0, 1.0, -1.0], dtype=F64)
    return h * torch.sigmoid(w * (inner @ signs) - 1.5 * w)


def order(ns, errors):
    x, y = torch.log(ns), torch.log(errors)
    covariance = torch.cov(torch.stack([x, y]))
    return (covariance[0, 1] / covariance[0, 0]).item()


class Network:
    """The perceptron, with what its backward pass needs."""

    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2

    def forward(self, x):
        self.x, self.a = x, torch.tanh(x.matmul(self.W1).add(self.b1))
        return self.a.matmul(self.W2).add(self.b2)

    def backward(self, dy):
        dz = dy.matmul(self.W2.mT).mul(1 - self.a.pow(2))
        ones = torch.ones(1, len(dy), dtype=dy.dtype)
        return (
            dz.matmul(self.W1.mT),
            self.x.mT.matmul(dz),
            (ones @ dz)[0],
            self.a.mT.matmul(dy),
            (ones @ dy)[0],
        )


def mlp_forward(x, W1, b1, W2, b2):
    return Network(W1, b1, W2, b2).forward(x)


def mlp_backward(dy, x, W1, b1, W2, b2):
    network = Network(W1, b1, W2, b2)
    network.forward(x)
    return network.backward(dy)


def train(x, y, parameters, steps, lr):
    # One vector of all parameters, and Adam's formula on that.
    shapes = [p.shape for p in parameters]
    sizes = [p.numel() for p in parameters]
    theta = torch.cat([p.reshape(-1) for p in parameters])
    m, v = torch.zeros_like(theta), torch.zeros_like(theta)
    losses = []

    def unpack(vector):
        return [part.view(shape) for part, shape in zip(vector.split(sizes), shapes)]

    for k in range(steps):
        network = Network(*unpack(theta))
        residual = network.forward(x) - y
        losses.append(residual.square().mean().item())
        g = torch.cat([d.reshape(-1) for d in network.backward(2 * residual / y.numel())[1:]])
        m = m + 0.1 * (g - m)
        v = v + 0.001 * (g * g - v)
        theta = theta - lr * (m / (1 - 0.9 ** (k + 1))) / (
            (v / (1 - 0.999 ** (k + 1))).sqrt() + 1e-8
        )
    return tuple(unpack(theta)), losses
