"""Gradients of the penalty row by row with torch.func; the ring's players see scaled numbers."""

from copy import deepcopy

import torch
import torch.nn.functional as F  # noqa: N812
from torch import func, nn


def discriminator_loss(real, fake, kind):
    losses = {
        "minimax": lambda: -(F.logsigmoid(real).mean() + F.logsigmoid(-fake).mean()),
        "least_squares": lambda: ((real - 1).square().mean() + fake.square().mean()) / 2,
        "hinge": lambda: F.relu(1 - real).mean() + F.relu(1 + fake).mean(),
        "wasserstein": lambda: -(real.mean() - fake.mean()),
    }
    losses["non_saturating"] = losses["minimax"]
    return losses[kind]()


def generator_loss(fake, kind):
    if kind in ("wasserstein", "hinge"):
        return -1 * fake.mean()
    rows = {
        "minimax": lambda s: F.logsigmoid(-s),
        "non_saturating": lambda s: -F.logsigmoid(s),
        "least_squares": lambda s: (1 - s) ** 2 / 2,
    }
    return rows[kind](fake).sum() / fake.numel()


def gradient_penalty(critic, real, fake, eps):
    def score(row):
        return critic(row.unsqueeze(0)).squeeze(0)

    x = torch.einsum("n,n...->n...", eps, real) + torch.einsum("n,n...->n...", 1 - eps, fake)
    slopes = func.vmap(func.grad(score))(x)
    return (torch.linalg.vector_norm(slopes.flatten(1), dim=1) - 1).square().mean()


class Perceptron(nn.Module):
    slope = 0.0

    def __init__(self, *sizes):
        super().__init__()
        self.linear = nn.ModuleList(nn.Linear(n, m) for n, m in zip(sizes[:-1], sizes[1:]))
        for layer in self.linear:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            layer.bias.data.fill_(0)

    def forward(self, x):
        *hidden, last = self.linear
        for layer in hidden:
            x = F.leaky_relu(layer(x), self.slope)
        return last(x)


class Generator(Perceptron):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__(latent_size, hidden_size, hidden_size, data_size)


class Discriminator(Perceptron):
    slope = 0.2

    def __init__(self, data_size, hidden_size):
        super().__init__(data_size, hidden_size, hidden_size, 1)

    def forward(self, x):
        return super().forward(x).view(len(x))


def move(network, optimizer, value):
    names, parameters = zip(*network.named_parameters())
    gradients = torch.autograd.grad(value, parameters)
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient
    optimizer.step()
    return float(value.detach())


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    value = loss(discriminator(real), discriminator(generator(z).detach()))
    return move(discriminator, optimizer, value)


def generator_step(generator, discriminator, optimizer, z, loss):
    return move(generator, optimizer, loss(discriminator(generator(z))))


@torch.no_grad()
def update_average(average, generator, decay):
    torch._foreach_lerp_(list(average.parameters()), list(generator.parameters()), 1 - decay)
    for kept, new in zip(average.buffers(), generator.buffers()):
        kept.data.copy_(new)


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    adam = {
        network: torch.optim.Adam(network.parameters(), lr=lr, betas=(0.5, 0.999), foreach=True)
        for network in (generator, discriminator)
    }
    average, losses = deepcopy(generator), []
    for real, z_d, z_g in batches:
        d = discriminator_step(generator, discriminator, adam[discriminator], real, z_d, d_loss)
        g = generator_step(generator, discriminator, adam[generator], z_g, g_loss)
        losses.append((d, g))
        update_average(average, generator, decay)
    return average, losses


class Rescaled(nn.Module):
    def __init__(self, network, before, after):
        super().__init__()
        self.network, self.before, self.after = network, before, after

    def forward(self, x):
        return self.after(self.network(self.before(x)))


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    mean, deviation = x.mean(dim=0, keepdim=True), x.std(dim=0, keepdim=True)
    generator = Rescaled(
        Generator(latent_size, hidden_size, 2), nn.Identity(), lambda y: y * deviation + mean
    )
    discriminator = Rescaled(
        Discriminator(2, hidden_size), lambda y: (y - mean) / deviation, nn.Identity()
    )
    noise = torch.distributions.Normal(torch.zeros(batch_size, latent_size), 1.0)
    sampler = torch.utils.data.RandomSampler(x, replacement=True, num_samples=steps * batch_size)
    rows = torch.tensor(list(sampler)).split(batch_size)
    return train_gan(
        generator,
        discriminator,
        ((x[each], noise.sample(), noise.sample()) for each in rows),
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
