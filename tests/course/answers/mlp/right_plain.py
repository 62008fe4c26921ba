# RIGHT: plain formulas on whole tensors, log_softmax of the library, own backward and adam_step in the training, with replacement
import torch
from torch import Tensor


def initial_layers(sizes, seed):
    gen = torch.Generator().manual_seed(seed)
    layers = []
    for D, H in zip(sizes[:-1], sizes[1:]):
        W = torch.randn(D, H, generator=gen, dtype=torch.float64) * (2 / D) ** 0.5
        layers.append((W, torch.zeros(H, dtype=torch.float64)))
    return layers


def network_forward(x, layers):
    h = x
    for W, b in layers[:-1]:
        h = torch.relu(h @ W + b)
    W, b = layers[-1]
    return h @ W + b


def softmax_loss(logits, labels):
    N = logits.shape[0]
    rows = torch.arange(N)
    loss = -torch.log_softmax(logits, dim=1)[rows, labels].mean()
    d = torch.softmax(logits, dim=1)
    d[rows, labels] = 0
    d[rows, labels] = -d.sum(dim=1)  # p - 1 without taking two near numbers from each other
    return loss, d / N


def network_backward(dlogits, x, layers):
    inputs, h = [], x
    for W, b in layers:
        inputs.append(h)
        h = torch.relu(h @ W + b)
    d, gradients = dlogits, []
    for i in reversed(range(len(layers))):
        W, _ = layers[i]
        gradients.insert(0, (inputs[i].T @ d, d.sum(dim=0)))
        d = d @ W.T
        if i > 0:
            d = torch.where(inputs[i] > 0, d, torch.zeros_like(d))
    return d, gradients


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        mu = x.mean(dim=0)
        var = ((x - mu) ** 2).mean(dim=0)
        N = x.shape[0]
        running_mean = (1 - momentum) * running_mean + momentum * mu
        running_var = (1 - momentum) * running_var + momentum * var * N / (N - 1)
    else:
        mu, var = running_mean, running_var
    return gamma * (x - mu) / torch.sqrt(var + eps) + beta, running_mean, running_var


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    mu = x.mean(dim=0)
    var = ((x - mu) ** 2).mean(dim=0)
    s = torch.sqrt(var + eps)
    xhat = (x - mu) / s
    dgamma, dbeta = (dy * xhat).sum(dim=0), dy.sum(dim=0)
    dxhat = dy * gamma
    dx = (dxhat - dxhat.mean(dim=0) - xhat * (dxhat * xhat).mean(dim=0)) / s
    return dx, dgamma, dbeta


def dropout(x, u, p, training):
    if not training:
        return x
    keep = (u >= p).to(x.dtype)
    return x * keep / (1 - p)


def momentum_step(w, g, velocity, lr, momentum):
    v = momentum * velocity + g
    return w - lr * v, v


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**k)
    v_hat = v / (1 - beta2**k)
    return w - lr * weight_decay * w - lr * m_hat / (torch.sqrt(v_hat) + eps), m, v


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    gen = torch.Generator().manual_seed(seed)
    layers = [(W.clone(), b.clone()) for W, b in layers]
    averages = [[[torch.zeros_like(t), torch.zeros_like(t)] for t in pair] for pair in layers]
    losses = []
    for k in range(1, steps + 1):
        rows = torch.randint(len(x), (batch_size,), generator=gen)
        loss, d = softmax_loss(network_forward(x[rows], layers), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(d, x[rows], layers)
        for i, pair in enumerate(gradients):
            new = []
            for j, g in enumerate(pair):
                w, m, v = adam_step(layers[i][j], g, *averages[i][j], k, lr)
                averages[i][j] = [m, v]
                new.append(w)
            layers[i] = tuple(new)
    return layers, losses


def spirals(N, seed):
    generator = torch.Generator().manual_seed(seed)
    y = torch.randint(3, (N,), generator=generator)
    radius = 0.1 + 0.9 * torch.rand(N, generator=generator, dtype=torch.float64).sqrt()
    angle = 2 * torch.pi * (1.5 * radius + y / 3)
    x = radius[:, None] * torch.stack([angle.cos(), angle.sin()], dim=1)
    return x + 0.02 * torch.randn(N, 2, generator=generator, dtype=torch.float64), y
