"""All parameters in one vector, torch.func.grad in the training, homogeneous coordinates."""

import math

import torch
from torch.func import grad_and_value


def initial_layers(sizes, seed):
    generator = torch.Generator().manual_seed(seed)
    count = sum(D * H for D, H in zip(sizes, sizes[1:]))
    numbers = torch.randn(count, generator=generator, dtype=torch.float64)
    layers, at = [], 0
    for D, H in zip(sizes, sizes[1:]):
        W = numbers[at : at + D * H].view(D, H)
        layers.append((W / math.sqrt(D / 2), torch.zeros(H, dtype=torch.float64)))
        at += D * H
    return layers


def with_ones(x):
    return torch.cat([x, torch.ones_like(x[:, :1])], dim=1)


def stacked(layers):
    return [torch.cat([W, b[None]]) for W, b in layers]


def run(x, matrices):
    """The inputs of all layers, each with a column of ones, and the logits."""
    inputs = []
    for A in matrices:
        inputs.append(with_ones(x))
        x = inputs[-1] @ A
        if len(inputs) < len(matrices):
            x = x.relu()
    return inputs, x


def network_forward(x, layers):
    return run(x, stacked(layers))[1]


def network_backward(dlogits, x, layers):
    matrices = stacked(layers)
    inputs, _ = run(x, matrices)
    back, found = dlogits, []
    for A, into in zip(matrices[::-1], inputs[::-1]):
        gradient = into.T @ back
        found = [(gradient[:-1], gradient[-1]), *found]
        before = back @ A[:-1].T
        back = before * torch.sign(into[:, :-1]).clamp(min=0)
    return before, found


def softmax_loss(logits, labels):
    N, C = logits.shape
    # p_c = 1 / sum_k exp(z_k - z_c): every difference of two logits.
    differences = logits[:, None, :] - logits[:, :, None]
    log_p = -torch.logsumexp(differences, dim=2)
    one = torch.zeros_like(logits)
    one[torch.arange(N), labels] = 1
    return -(one * log_p).sum() / N, (log_p.exp() - one) / N


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    N = x.shape[0]
    if training:
        centring = torch.eye(N, dtype=x.dtype) - 1 / N
        centred = centring @ x
        # Once more: rounding has left something of a mean that is large.
        centred = centred - centred.mean(0)
        var = centred.pow(2).sum(0) / N
        y = centred * (gamma / (var + eps).sqrt()) + beta
        running_mean = running_mean + momentum * (x.mean(0) - running_mean)
        running_var = running_var + momentum * (var * N / (N - 1) - running_var)
        return y, running_mean, running_var
    return gamma / (running_var + eps).sqrt() * (x - running_mean) + beta, running_mean, running_var


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    N = len(x)
    centred = x - x.mean(0)
    variance = centred.pow(2).mean(0) + eps
    s = variance.sqrt()
    normal = centred / s
    arrives = (dy - dy.mean(0)) / s
    dx = gamma * (arrives - normal * (arrives * normal).sum(0) / N)
    return dx, torch.einsum("nd,nd->d", dy, normal), torch.einsum("nd->d", dy)


def dropout(x, u, p, training):
    if not training:
        return x
    kept = torch.zeros_like(x)
    place = u >= p
    kept[place] = x[place] / (1 - p)
    return kept


def momentum_step(w, g, velocity, lr, momentum):
    new = velocity * momentum + g
    return w - new * lr, new


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m, v = m + (1 - beta1) * (g - m), beta2 * v + (1 - beta2) * g * g
    ahead = m / -math.expm1(k * math.log(beta1)) if beta1 else m
    size = torch.sqrt(v / -math.expm1(k * math.log(beta2)))
    return w - lr * (weight_decay * w + ahead / (size + eps)), m, v


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    shapes = [tensor.shape for layer in layers for tensor in layer]
    sizes = [shape.numel() for shape in shapes]
    vector = torch.cat([tensor.reshape(-1) for layer in layers for tensor in layer])

    def unpacked(vector):
        parts = [part.view(shape) for part, shape in zip(vector.split(sizes), shapes)]
        return list(zip(parts[::2], parts[1::2]))

    def loss_of(vector, inputs, targets):
        log_p = network_forward(inputs, unpacked(vector)).log_softmax(1)
        return -log_p.gather(1, targets[:, None]).mean()

    generator = torch.Generator().manual_seed(seed)
    m, v, losses = torch.zeros_like(vector), torch.zeros_like(vector), []
    for k in range(1, steps + 1):
        batch = torch.randint(len(x), (batch_size,), generator=generator)
        gradient, loss = grad_and_value(loss_of)(vector, x[batch], y[batch])
        losses.append(loss.item())
        vector, m, v = adam_step(vector, gradient, m, v, k, lr)
    return unpacked(vector), losses
