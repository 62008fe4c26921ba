"""Losses through probabilities where these are safe and asymptotes where not; own Adam."""

import copy
import math

import torch
from torch import nn


def log_sigmoid(s):
    # Both branches are computed, so both must be finite: sigmoid is fed what it can bear.
    usual = torch.log(torch.sigmoid(s.clamp(-30, 30)))
    # log σ(s) = s - log(1 + e^s), which far out is s on one side and -e^-s on the other.
    low = s - torch.exp(s.clamp(max=-15))
    high = -torch.exp(-s.clamp(min=15))
    return torch.where(s < -15, low, torch.where(s > 15, high, usual))


def discriminator_loss(real, fake, kind):
    if kind == "least_squares":
        return 0.5 * torch.mean((real - 1) ** 2) + 0.5 * torch.mean(fake**2)
    if kind == "hinge":
        return -torch.mean(torch.minimum(real - 1, torch.zeros(()).to(real))) - torch.mean(
            torch.minimum(-1 - fake, torch.zeros(()).to(fake))
        )
    if kind == "wasserstein":
        return torch.mean(fake) - torch.mean(real)
    return -torch.mean(log_sigmoid(real)) - torch.mean(log_sigmoid(-fake))


def generator_loss(fake, kind):
    if kind == "minimax":
        return torch.mean(log_sigmoid(-fake))
    if kind == "non_saturating":
        return -torch.mean(log_sigmoid(fake))
    if kind == "least_squares":
        return 0.5 * torch.mean((fake - 1) ** 2)
    return -torch.mean(fake)


def gradient_penalty(critic, real, fake, eps):
    N = real.shape[0]
    flat = eps[:, None] * real.reshape(N, -1) + (1 - eps[:, None]) * fake.reshape(N, -1)
    flat = flat.detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(
        list(critic(flat.reshape(real.shape))), flat, create_graph=True
    )
    return (1 - gradient.norm(dim=1)).square().sum() / N


class Layer(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.kaiming_normal_(self.weight, mode="fan_in")

    def forward(self, x):
        return torch.addmm(self.bias, x, self.weight.t())


class Generator(nn.Module):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__()
        self.inner = Layer(latent_size, hidden_size)
        self.middle = Layer(hidden_size, hidden_size)
        self.outer = Layer(hidden_size, data_size)

    def forward(self, z):
        return self.outer(self.middle(self.inner(z).clamp(min=0)).clamp(min=0))


class Discriminator(nn.Module):
    def __init__(self, data_size, hidden_size):
        super().__init__()
        self.inner = Layer(data_size, hidden_size)
        self.middle = Layer(hidden_size, hidden_size)
        self.outer = Layer(hidden_size, 1)

    @staticmethod
    def leaky(a):
        return 0.6 * a + 0.4 * a.abs()

    def forward(self, x):
        return self.outer(self.leaky(self.middle(self.leaky(self.inner(x)))))[..., 0]


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    def closure():
        optimizer.zero_grad()
        with torch.no_grad():
            fake = generator(z)
        value = loss(discriminator(real), discriminator(fake))
        value.backward()
        return value

    return optimizer.step(closure).item()


def generator_step(generator, discriminator, optimizer, z, loss):
    def closure():
        optimizer.zero_grad()
        value = loss(discriminator(generator(z)))
        value.backward()
        return value

    return optimizer.step(closure).item()


def update_average(average, generator, decay):
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(generator.parameters()), 1 - decay)
        for old, new in zip(average.buffers(), generator.buffers()):
            old.fill_(0).add_(new)


class Adam:
    """Kingma and Ba's, as in their Algorithm 1."""

    def __init__(self, parameters, lr):
        self.parameters, self.lr, self.t = list(parameters), lr, 0
        self.m = [torch.zeros_like(p) for p in self.parameters]
        self.v = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self, closure):
        with torch.enable_grad():
            value = closure()
        self.t += 1
        for p, m, v in zip(self.parameters, self.m, self.v):
            m += 0.5 * (p.grad - m)
            v += 0.001 * (p.grad**2 - v)
            root = torch.sqrt(v / (1 - 0.999**self.t))
            p -= self.lr * (m / (1 - 0.5**self.t)) / (root + 1e-8)
        return value


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    d_adam, g_adam = Adam(discriminator.parameters(), lr), Adam(generator.parameters(), lr)
    average, losses = copy.deepcopy(generator), []
    for real, z_d, z_g in batches:
        losses.append(
            (
                discriminator_step(generator, discriminator, d_adam, real, z_d, d_loss),
                generator_step(generator, discriminator, g_adam, z_g, g_loss),
            )
        )
        update_average(average, generator, decay)
    return average, losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    generator, discriminator = Generator(latent_size, hidden_size, 2), Discriminator(2, hidden_size)
    order = torch.randint(len(x), (steps, batch_size))
    z = torch.randn(steps, 2, batch_size, latent_size)
    return train_gan(
        generator,
        discriminator,
        zip(x[order], z[:, 0], z[:, 1]),
        lambda real, fake: discriminator_loss(real, fake, "minimax"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )


assert math.isclose(log_sigmoid(torch.zeros(1)).item(), -math.log(2), rel_tol=1e-6)
