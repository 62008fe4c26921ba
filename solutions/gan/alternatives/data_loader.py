"""A class that holds the game; minibatches by a DataLoader, epoch after epoch."""

import math
from copy import deepcopy

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.utils.data import DataLoader, TensorDataset


def discriminator_loss(real, fake, kind):
    match kind:
        case "minimax" | "non_saturating":
            # One BCE over both batches would weigh them by their sizes.
            return bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))
        case "least_squares":
            half = nn.MSELoss()
            return (half(real, torch.ones_like(real)) + half(fake, torch.zeros_like(fake))) / 2
        case "hinge":
            return nn.ReLU()(1 - real).mean() + nn.ReLU()(1 + fake).mean()
        case "wasserstein":
            return fake.mean() - real.mean()


def generator_loss(fake, kind):
    match kind:
        case "minimax":
            return torch.nn.functional.logsigmoid(-fake).mean()
        case "non_saturating":
            return bce(fake, torch.ones_like(fake))
        case "least_squares":
            return nn.MSELoss()(fake, torch.ones_like(fake)) / 2
        case _:
            return -fake.mean()


def gradient_penalty(critic, real, fake, eps):
    with torch.no_grad():
        shape = (-1,) + (1,) * (real.dim() - 1)
        points = real * eps.reshape(shape) + fake * (1 - eps).reshape(shape)
    points.requires_grad_()
    with torch.enable_grad():
        slopes = torch.autograd.grad(critic(points).sum(), points, create_graph=True)[0]
    lengths = torch.sqrt((slopes**2).sum(dim=tuple(range(1, slopes.dim()))) + 1e-16)
    return (lengths - 1).pow(2).mean()


def linear(inputs, outputs):
    layer = nn.Linear(inputs, outputs)
    layer.weight = nn.Parameter(math.sqrt(2 / inputs) * torch.randn(outputs, inputs))
    layer.bias = nn.Parameter(torch.zeros(outputs))
    return layer


class Generator(nn.Sequential):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__(
            linear(latent_size, hidden_size),
            nn.LeakyReLU(0.0),
            linear(hidden_size, hidden_size),
            nn.LeakyReLU(0.0),
            linear(hidden_size, data_size),
        )


class Discriminator(nn.Sequential):
    def __init__(self, data_size, hidden_size):
        super().__init__(
            linear(data_size, hidden_size),
            nn.LeakyReLU(0.2, inplace=True),
            linear(hidden_size, hidden_size),
            nn.LeakyReLU(0.2, inplace=True),
            linear(hidden_size, 1),
            nn.Flatten(start_dim=0),
        )


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    generator.requires_grad_(False)
    fake = generator(z)
    generator.requires_grad_(True)
    value = loss(discriminator(real), discriminator(fake))
    discriminator.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()


def generator_step(generator, discriminator, optimizer, z, loss):
    value = loss(discriminator(generator(z)))
    generator.zero_grad()
    discriminator.zero_grad()
    value.backward()
    optimizer.step()
    discriminator.zero_grad()
    return value.item()


@torch.no_grad()
def update_average(average, generator, decay):
    current = dict(generator.named_parameters())
    for name, p in average.named_parameters():
        p.sub_((1 - decay) * (p - current[name]))
    current = dict(generator.named_buffers())
    for name, b in average.named_buffers():
        b.copy_(current[name])


class Game:
    def __init__(self, generator, discriminator, lr, decay):
        self.G, self.D, self.decay = generator, discriminator, decay
        self.average = deepcopy(generator)
        self.opt_G = torch.optim.Adam(generator.parameters(), lr=lr, betas=(0.5, 0.999))
        self.opt_D = torch.optim.Adam(discriminator.parameters(), lr=lr, betas=(0.5, 0.999))
        self.losses = []

    def play(self, real, z_d, z_g, d_loss, g_loss):
        d = discriminator_step(self.G, self.D, self.opt_D, real, z_d, d_loss)
        g = generator_step(self.G, self.D, self.opt_G, z_g, g_loss)
        update_average(self.average, self.G, self.decay)
        self.losses.append((d, g))


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    game = Game(generator, discriminator, lr, decay)
    for real, z_d, z_g in batches:
        game.play(real, z_d, z_g, d_loss, g_loss)
    return game.average, game.losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    game = Game(Generator(latent_size, hidden_size, 2), Discriminator(2, hidden_size), lr, decay)
    loader = DataLoader(TensorDataset(x), batch_size=batch_size, shuffle=True, drop_last=True)
    while len(game.losses) < steps:
        for (real,) in loader:
            game.play(
                real,
                torch.randn(len(real), latent_size),
                torch.randn(len(real), latent_size),
                lambda r, f: discriminator_loss(r, f, "non_saturating"),
                lambda f: generator_loss(f, "non_saturating"),
            )
            if len(game.losses) == steps:
                break
    return game.average, game.losses
