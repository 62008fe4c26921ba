"""The ring in epochs of shuffled points, with a look at the scores on the way; own networks."""

import copy

import numpy as np
import torch
from torch import nn


def discriminator_loss(real, fake, kind):
    bce = nn.BCEWithLogitsLoss()
    match kind:
        case "minimax" | "non_saturating":
            return bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))
        case "least_squares":
            return torch.mean((real - 1.0) ** 2 / 2) + torch.mean(fake**2 / 2)
        case "hinge":
            real, fake = torch.clamp_min(1 - real, 0), torch.clamp_min(1 + fake, 0)
            return real.mean() + fake.mean()
        case "wasserstein":
            return torch.mean(fake) - torch.mean(real)
    raise ValueError(kind)


def generator_loss(fake, kind):
    bce = nn.BCEWithLogitsLoss()
    match kind:
        case "minimax":
            return -bce(fake, torch.zeros_like(fake))
        case "non_saturating":
            return bce(fake, torch.ones_like(fake))
        case "least_squares":
            return torch.mean((fake - 1.0) ** 2 / 2)
        case "hinge" | "wasserstein":
            return -torch.mean(fake)
    raise ValueError(kind)


def gradient_penalty(critic, real, fake, eps):
    eps = eps[(...,) + (None,) * (real.dim() - 1)]
    x = torch.autograd.Variable(real * eps + fake * (1 - eps), requires_grad=True)
    gradient = torch.autograd.grad(
        outputs=critic(x),
        inputs=x,
        grad_outputs=torch.ones(len(x), dtype=x.dtype),
        create_graph=True,
        retain_graph=True,
    )[0]
    norm = torch.sqrt(gradient.reshape(len(x), -1).pow(2).sum(dim=1) + 1e-12)
    return torch.mean((norm - 1) ** 2)


def he_(module):
    if isinstance(module, nn.Linear):
        with torch.no_grad():
            module.weight.normal_(0, np.sqrt(2 / module.weight.shape[1]))
            module.bias.zero_()


class Generator(nn.Sequential):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__(
            nn.Linear(latent_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, data_size),
        )
        self.apply(he_)


class Discriminator(nn.Module):
    def __init__(self, data_size, hidden_size):
        super().__init__()
        self.fc1 = nn.Linear(data_size, hidden_size)
        self.fc2 = nn.Linear(hidden_size, hidden_size)
        self.fc3 = nn.Linear(hidden_size, 1)
        self.apply(he_)

    def forward(self, x):
        leaky = nn.functional.leaky_relu
        h = leaky(self.fc1(x), negative_slope=0.2)
        h = leaky(self.fc2(h), negative_slope=0.2)
        return self.fc3(h).flatten()


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    discriminator.zero_grad()
    with torch.inference_mode():
        fake = generator(z)
    value = loss(discriminator(real), discriminator(fake.clone()))
    value.backward()
    optimizer.step()
    return value.detach().numpy().item()


def generator_step(generator, discriminator, optimizer, z, loss):
    def closure():
        optimizer.zero_grad()
        value = loss(discriminator(generator(z)))
        value.backward()
        return value

    return optimizer.step(closure).item()


def update_average(average, generator, decay):
    for a, p in zip(average.parameters(), generator.parameters()):
        a.data = decay * a.data + (1 - decay) * p.data
    for a, b in zip(average.buffers(), generator.buffers()):
        a.data = b.data.clone()


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    settings = {"lr": lr, "betas": (0.5, 0.999)}
    d_optimizer = torch.optim.Adam(discriminator.parameters(), **settings)
    g_optimizer = torch.optim.Adam(generator.parameters(), **settings)
    average = copy.deepcopy(generator)
    losses = []
    for real, z_d, z_g in batches:
        d = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        g = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        update_average(average, generator, decay)
        losses += [(d, g)]
    return average, losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002
    generator, discriminator = Generator(latent_size, hidden_size, 2), Discriminator(2, hidden_size)

    def batches():
        waiting = np.zeros(0, dtype=int)
        for _ in range(steps):
            while len(waiting) < batch_size:
                waiting = np.concatenate([waiting, np.random.permutation(len(x))])  # noqa: NPY002
            rows, waiting = waiting[:batch_size], waiting[batch_size:]
            yield (
                x[torch.as_tensor(rows)],
                torch.empty(batch_size, latent_size).normal_(),
                torch.empty(batch_size, latent_size).normal_(),
            )

    def d_loss(real, fake):
        return discriminator_loss(real, fake, "non_saturating")

    def g_loss(fake):
        return generator_loss(fake, "non_saturating")

    return train_gan(generator, discriminator, batches(), d_loss, g_loss, lr, decay)
