"""Parameters without nn.Linear, gradients by torch.autograd.grad, logarithms by logaddexp."""

import copy
import math

import numpy as np
import torch
from torch import nn

ZERO = torch.tensor(0.0)


def soft(x):
    return torch.logaddexp(x, ZERO.to(x.dtype))


def discriminator_loss(real, fake, kind):
    losses = {
        "minimax": lambda: soft(-real).mean() + soft(fake).mean(),
        "non_saturating": lambda: soft(-real).mean() + soft(fake).mean(),
        "least_squares": lambda: ((real - 1).square().mean() + fake.square().mean()) / 2,
        "hinge": lambda: torch.relu(1 - real).mean() + torch.relu(fake + 1).mean(),
        "wasserstein": lambda: fake.mean() - real.mean(),
    }
    return losses[kind]()


def generator_loss(fake, kind):
    losses = {
        "minimax": lambda s: -soft(s),
        "non_saturating": lambda s: soft(-s),
        "least_squares": lambda s: (s - 1).square() / 2,
        "hinge": torch.neg,
        "wasserstein": torch.neg,
    }
    return losses[kind](fake).mean()


def gradient_penalty(critic, real, fake, eps):
    e = eps
    while e.dim() < real.dim():
        e = e.unsqueeze(-1)
    x = e * real + (1 - e) * fake
    x.requires_grad_(True)
    (g,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    squared = (g * g).flatten(start_dim=1).sum(dim=1)
    # d sqrt at 0 is infinite
    safe = torch.where(squared > 0, squared, torch.ones_like(squared))
    norm = torch.where(squared > 0, torch.sqrt(safe), torch.zeros_like(squared))
    return torch.mean((norm - 1) ** 2)


class MLP(nn.Module):
    def __init__(self, sizes, slope):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(sizes[1], sizes[0]) * math.sqrt(2 / sizes[0]))
        self.b1 = nn.Parameter(torch.zeros(sizes[1]))
        self.W2 = nn.Parameter(torch.randn(sizes[2], sizes[1]) * math.sqrt(2 / sizes[1]))
        self.b2 = nn.Parameter(torch.zeros(sizes[2]))
        self.W3 = nn.Parameter(torch.randn(sizes[3], sizes[2]) * math.sqrt(2 / sizes[2]))
        self.b3 = nn.Parameter(torch.zeros(sizes[3]))
        self.slope = slope

    def activation(self, a):
        return torch.where(a > 0, a, self.slope * a)

    def forward(self, x):
        h = self.activation(x @ self.W1.T + self.b1)
        h = self.activation(h @ self.W2.T + self.b2)
        return h @ self.W3.T + self.b3


class Generator(MLP):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__([latent_size, hidden_size, hidden_size, data_size], 0.0)


class Discriminator(MLP):
    def __init__(self, data_size, hidden_size):
        super().__init__([data_size, hidden_size, hidden_size, 1], 0.2)

    def forward(self, x):
        return super().forward(x).flatten()


def take_step(network, optimizer, value):
    parameters = list(network.parameters())
    gradients = torch.autograd.grad(value, parameters)
    for p, g in zip(parameters, gradients):
        p.grad = g
    optimizer.step()
    return value.item()


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    fake = generator(z)
    return take_step(discriminator, optimizer, loss(discriminator(real), discriminator(fake)))


def generator_step(generator, discriminator, optimizer, z, loss):
    return take_step(generator, optimizer, loss(discriminator(generator(z))))


def update_average(average, generator, decay):
    for a, g in zip(average.parameters(), generator.parameters()):
        a.data = decay * a.data + (1 - decay) * g.data
    for a, g in zip(average.buffers(), generator.buffers()):
        a.data = g.data.clone()


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    adam = {
        net: torch.optim.Adam(net.parameters(), lr=lr, betas=(0.5, 0.999), foreach=False)
        for net in (generator, discriminator)
    }
    average = copy.deepcopy(generator)
    losses = []
    for real, zd, zg in batches:
        a = discriminator_step(generator, discriminator, adam[discriminator], real, zd, d_loss)
        b = generator_step(generator, discriminator, adam[generator], zg, g_loss)
        update_average(average, generator, decay)
        losses.append([a, b])
    return average, losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    G, D = Generator(latent_size, hidden_size, 2), Discriminator(2, hidden_size)

    def latent():
        return torch.from_numpy(rng.standard_normal((batch_size, latent_size), dtype=np.float32))

    batches = [
        (x[torch.from_numpy(rng.choice(len(x), batch_size))], latent(), latent())
        for _ in range(steps)
    ]
    return train_gan(
        G,
        D,
        batches,
        lambda r, f: discriminator_loss(r, f, "minimax"),
        lambda f: generator_loss(f, "non_saturating"),
        lr,
        decay,
    )
