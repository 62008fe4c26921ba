"""The points of the ring are scaled for the training, and both players share their noise."""

import copy

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

D_LOSSES = {
    "minimax": lambda r, f: F.softplus(-r).mean() + F.softplus(f).mean(),
    "least_squares": lambda r, f: 0.5 * F.mse_loss(r, torch.ones_like(r)) + 0.5 * f.square().mean(),
    "hinge": lambda r, f: (1 - r).clamp(min=0).mean() + (1 + f).clamp(min=0).mean(),
    "wasserstein": lambda r, f: f.mean() - r.mean(),
}
D_LOSSES["non_saturating"] = D_LOSSES["minimax"]
G_LOSSES = {
    "minimax": lambda f: F.logsigmoid(-f).mean(),
    "non_saturating": lambda f: -F.logsigmoid(f).mean(),
    "least_squares": lambda f: 0.5 * F.mse_loss(f, torch.ones_like(f)),
    "hinge": lambda f: -f.mean(),
    "wasserstein": lambda f: -f.mean(),
}


def discriminator_loss(real, fake, kind):
    return D_LOSSES[kind](real, fake)


def generator_loss(fake, kind):
    return G_LOSSES[kind](fake)


def gradient_penalty(critic, real, fake, eps):
    x = torch.stack([e * r + (1 - e) * f for e, r, f in zip(eps, real, fake)])
    x = x.detach().requires_grad_()
    scores = critic(x)
    slopes = torch.autograd.grad(scores, x, torch.ones_like(scores), create_graph=True)[0]
    return torch.stack([(slope.norm() - 1) ** 2 for slope in slopes]).mean()


def perceptron(sizes, activation):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layer = nn.Linear(inputs, outputs)
        nn.init.normal_(layer.weight, std=(2 / inputs) ** 0.5)
        nn.init.constant_(layer.bias, 0)
        layers += [layer, activation]
    return nn.Sequential(*layers[:-1])


class Generator(nn.Module):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__()
        self.net = perceptron([latent_size, hidden_size, hidden_size, data_size], nn.ReLU())

    def forward(self, z):
        return self.net(z)


class Discriminator(nn.Module):
    def __init__(self, data_size, hidden_size):
        super().__init__()
        self.net = perceptron([data_size, hidden_size, hidden_size, 1], nn.LeakyReLU(0.2))

    def forward(self, x):
        return self.net(x).squeeze(-1)


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    optimizer.zero_grad(set_to_none=False)
    value = loss(discriminator(real), discriminator(generator(z).detach()))
    value.backward()
    optimizer.step()
    return float(value)


def generator_step(generator, discriminator, optimizer, z, loss):
    value = loss(discriminator(generator(z)))
    parameters = list(generator.parameters())
    for parameter, gradient in zip(parameters, torch.autograd.grad(value, parameters)):
        parameter.grad = gradient
    optimizer.step()
    return float(value)


def update_average(average, generator, decay):
    new = generator.state_dict()
    names = {name for name, _ in generator.named_parameters()}
    mixed = {
        name: decay * old + (1 - decay) * new[name] if name in names else new[name]
        for name, old in average.state_dict().items()
    }
    average.load_state_dict(mixed)


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    adam_d, adam_g = (
        torch.optim.Adam(net.parameters(), lr, (0.5, 0.999)) for net in (discriminator, generator)
    )
    average, losses = copy.deepcopy(generator), []
    for real, z_d, z_g in batches:
        pair = [discriminator_step(generator, discriminator, adam_d, real, z_d, d_loss)]
        pair.append(generator_step(generator, discriminator, adam_g, z_g, g_loss))
        update_average(average, generator, decay)
        losses.append(tuple(pair))
    return average, losses


class Unscaled(nn.Module):
    def __init__(self, net, low, high):
        super().__init__()
        self.net, self.low, self.high = net, low, high

    def forward(self, z):
        return self.low + (self.net(z) + 1) / 2 * (self.high - self.low)


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    low, high = x.min(dim=0).values, x.max(dim=0).values
    scaled = 2 * (x - low) / (high - low) - 1
    G, D = Generator(latent_size, hidden_size, 2), Discriminator(2, hidden_size)
    noise = (torch.randn(batch_size, latent_size) for _ in range(steps))
    average, losses = train_gan(
        G,
        D,
        ((scaled[torch.randint(len(x), (batch_size,))], z, z) for z in noise),
        D_LOSSES["non_saturating"],
        G_LOSSES["non_saturating"],
        lr,
        decay,
    )
    return Unscaled(average, low, high), losses
