"""Classes with a forward and a backward method each, and epochs over a shuffled set."""

import random

import torch


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, x):
        self.x = x
        return torch.addmm(self.b, x, self.W)

    def back(self, d):
        self.gradient = (self.x.t().mm(d), torch.ones(len(d), dtype=d.dtype) @ d)
        return d.mm(self.W.t())


class Rectifier:
    def __call__(self, z):
        self.open = z > 0
        return torch.where(self.open, z, torch.zeros_like(z))

    def back(self, d):
        return torch.where(self.open, d, torch.zeros_like(d))


class Chain:
    def __init__(self, layers):
        self.parts = []
        for W, b in layers:
            if self.parts:
                self.parts.append(Rectifier())
            self.parts.append(Affine(W, b))

    def __call__(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def back(self, d):
        for part in self.parts[::-1]:
            d = part.back(d)
        return d, [part.gradient for part in self.parts if isinstance(part, Affine)]


def initial_layers(sizes, seed):
    source = torch.Generator()
    source.manual_seed(seed)
    layers = []
    for number in range(1, len(sizes)):
        shape = sizes[number - 1], sizes[number]
        mean = torch.zeros(shape, dtype=torch.double)
        W = torch.normal(mean, (2 / shape[0]) ** 0.5, generator=source)
        layers.append((W, torch.zeros(shape[1], dtype=torch.double)))
    return layers


def network_forward(x, layers):
    return Chain(layers)(x)


def network_backward(dlogits, x, layers):
    chain = Chain(layers)
    chain(x)
    return chain.back(dlogits)


def softmax_loss(logits, labels):
    logp = logits.log_softmax(1)
    picked = logp.gather(1, labels.unsqueeze(1))
    gradient = logp.exp().scatter_add(1, labels.unsqueeze(1), -torch.ones_like(picked))
    return -picked.mean(), gradient.div(len(labels))


class Normaliser:
    def __init__(self, x, eps):
        self.mean = x.mean(0)
        self.offset = x - self.mean
        self.variance = self.offset.square().mean(0)
        self.inverse = 1 / (self.variance + eps).sqrt()
        self.normal = self.offset * self.inverse

    def back(self, d):
        """Step by step, as a graph of operations."""
        N = len(d)
        dinverse = (d * self.offset).sum(0)
        dvariance = dinverse * -0.5 * self.inverse * self.inverse * self.inverse
        doffset = d * self.inverse + 2 / N * self.offset * dvariance
        return doffset - doffset.sum(0) / N


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        part = Normaliser(x, eps)
        N = len(x)
        gathered_mean = running_mean * (1 - momentum) + part.mean * momentum
        gathered_var = running_var * (1 - momentum) + part.variance * N / (N - 1) * momentum
        return part.normal * gamma + beta, gathered_mean, gathered_var
    y = (x - running_mean) / (running_var + eps).sqrt() * gamma + beta
    return y, running_mean.clone(), running_var.clone()


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    part = Normaliser(x, eps)
    return part.back(dy * gamma), (dy * part.normal).sum(0), dy.sum(0)


def dropout(x, u, p, training):
    if not training:
        return x
    out = x / (1 - p)
    return out.masked_fill(u < p, 0.0)


def momentum_step(w, g, velocity, lr, momentum):
    velocity = velocity.clone()
    velocity *= momentum
    velocity += g
    return w - velocity * lr, velocity


class Adam:
    def __init__(self, tensors, lr):
        self.tensors, self.lr, self.k = tensors, lr, 0
        self.state = [(t * 0, t * 0) for t in tensors]

    def step(self, gradients):
        self.k += 1
        for i, g in enumerate(gradients):
            w, m, v = adam_step(self.tensors[i], g, *self.state[i], self.k, self.lr)
            self.tensors[i], self.state[i] = w, (m, v)


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = m * beta1 + g * (1 - beta1)
    v = v * beta2 + g.square() * (1 - beta2)
    correction = (1 - beta2**k) ** 0.5 / (1 - beta1**k)
    step = lr * correction * m / (v.sqrt() + eps * (1 - beta2**k) ** 0.5)
    return w - lr * weight_decay * w - step, m, v


def shuffled(n, size, seed):
    """Minibatches of exactly this size, for ever: what is left of an epoch is left out."""
    draw = random.Random(seed)
    while True:
        order = list(range(n))
        draw.shuffle(order)
        for start in range(0, n - size + 1, size):
            yield order[start : start + size]


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    optimiser = Adam([tensor.clone() for layer in layers for tensor in layer], lr)
    batches = shuffled(len(x), batch_size, seed)
    losses = []
    for _ in range(steps):
        batch = next(batches)
        pairs = list(zip(optimiser.tensors[0::2], optimiser.tensors[1::2]))
        chain = Chain(pairs)
        loss, d = softmax_loss(chain(x[batch]), y[batch])
        losses.append(loss.item())
        _, gradients = chain.back(d)
        optimiser.step([g for pair in gradients for g in pair])
    return list(zip(optimiser.tensors[0::2], optimiser.tensors[1::2])), losses
