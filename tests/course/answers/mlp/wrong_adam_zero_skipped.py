# WRONG: no step where the gradient is 0. Must lose points in: adam_step
"""Multilayer perceptrons: the reference solution."""

import itertools
import math

import torch
from torch import Tensor

Layers = list[tuple[Tensor, Tensor]]


def initial_layers(sizes: list[int], seed: int) -> Layers:
    generator = torch.Generator().manual_seed(seed)
    layers = []
    for D, H in itertools.pairwise(sizes):
        draws = torch.randn(D, H, generator=generator, dtype=torch.float64)
        layers.append((math.sqrt(2 / D) * draws, torch.zeros(H, dtype=torch.float64)))
    return layers


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    *hidden, (W, b) = layers
    for W_hidden, b_hidden in hidden:
        x = torch.relu(x @ W_hidden + b_hidden)
    return x @ W + b


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    rows = torch.arange(len(logits))
    shifted = logits - logits.amax(dim=1, keepdim=True)
    exponentials = shifted.exp()
    sums = exponentials.sum(dim=1, keepdim=True)
    loss = (sums.log()[:, 0] - shifted[rows, labels]).mean()
    dlogits = exponentials / sums
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(logits)


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    inputs = [x]  # of every layer
    for W, b in layers[:-1]:
        inputs.append(torch.relu(inputs[-1] @ W + b))
    gradients = []
    dz = dlogits
    for into, (W, _) in zip(reversed(inputs), reversed(layers), strict=True):
        gradients.append((into.T @ dz, dz.sum(dim=0)))
        dx = dz @ W.T
        # What came out of the ReLU is 0 where it lets nothing through.
        dz = dx * (into > 0)
    return dx, gradients[::-1]


def batch_norm(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    running_mean: Tensor,
    running_var: Tensor,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Tensor, Tensor, Tensor]:
    mean, var = running_mean, running_var
    if training:
        N = len(x)
        mean = x.mean(dim=0)
        var = ((x - mean) ** 2).mean(dim=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * N / (N - 1)
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    return y, running_mean, running_var


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    centred = x - x.mean(dim=0)
    deviation = ((centred**2).mean(dim=0) + eps).sqrt()
    normalised = centred / deviation
    along = dy * normalised
    # By itself, through the mean, and through the variance.
    dx = gamma / deviation * (dy - dy.mean(dim=0) - normalised * along.mean(dim=0))
    return dx, along.sum(dim=0), dy.sum(dim=0)


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    if not training:
        return x
    return torch.where(u >= p, x / (1 - p), 0)


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    velocity = momentum * velocity + g
    return w - lr * velocity, velocity


def adam_step(
    w: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    k: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor]:
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    direction = m / (1 - beta1**k) / ((v / (1 - beta2**k)).sqrt() + eps)
    return w - lr * weight_decay * w - lr * direction * (g != 0), m, v


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    generator = torch.Generator().manual_seed(seed)
    tensors = [tensor for layer in layers for tensor in layer]
    averages = [(torch.zeros_like(tensor), torch.zeros_like(tensor)) for tensor in tensors]
    losses = []
    for k in range(1, steps + 1):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(dlogits, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            m, v = averages[number]
            tensors[number], m, v = adam_step(tensors[number], gradient, m, v, k, lr)
            averages[number] = m, v
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
