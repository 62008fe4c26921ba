"""Every loss as one function of ± the logits; the whole game in one loop, without the steps."""

import copy

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn
from torch.optim.swa_utils import get_ema_multi_avg_fn


def is_real(s, kind):
    """What it costs that a logit is s, where it should be that of real data."""
    if kind == "least_squares":
        return torch.pow(s - 1, 2) * 0.5
    if kind == "hinge":
        return torch.maximum(1 - s, torch.zeros_like(s))
    if kind == "wasserstein":
        return -s
    return -F.logsigmoid(s)


def is_fake(s, kind):
    if kind == "least_squares":
        return torch.pow(s, 2) * 0.5
    return is_real(-s, kind)


def discriminator_loss(real, fake, kind):
    return is_real(real, kind).sum() / real.numel() + is_fake(fake, kind).sum() / fake.numel()


def generator_loss(fake, kind):
    if kind == "minimax":
        return -is_fake(fake, kind).mean()
    if kind == "hinge":
        kind = "wasserstein"
    return is_real(fake, kind).mean()


def gradient_penalty(critic, real, fake, eps):
    x = fake + torch.einsum("n,n...->n...", eps, real - fake)
    x = x.detach().clone().requires_grad_()
    s = critic(x)
    g = torch.autograd.grad(s, x, torch.ones_like(s), create_graph=True)[0]
    n = torch.linalg.norm(g.reshape(g.shape[0], -1), ord=2, dim=-1)
    return F.mse_loss(n, torch.ones_like(n))


def mlp(sizes, activation):
    modules = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        if i:
            modules.append(activation)
        linear = nn.Linear(a, b)
        with torch.no_grad():
            linear.weight.normal_(std=(2 / a) ** 0.5)
            linear.bias.fill_(0)
        modules.append(linear)
    return nn.Sequential(*modules)


class Generator(nn.Module):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__()
        self.net = mlp([latent_size, hidden_size, hidden_size, data_size], nn.ReLU())
        self.latent_size = latent_size

    def forward(self, z):
        return self.net(z)


class Discriminator(nn.Module):
    def __init__(self, data_size, hidden_size):
        super().__init__()
        self.net = mlp([data_size, hidden_size, hidden_size, 1], nn.LeakyReLU(0.2))

    def forward(self, x):
        return self.net(x).view(-1)


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    optimizer.zero_grad(set_to_none=False)
    value = loss(discriminator(real), discriminator(generator(z).data))
    value.backward()
    optimizer.step()
    return float(value.detach())


def generator_step(generator, discriminator, optimizer, z, loss):
    kept = [p.grad for p in discriminator.parameters()]
    optimizer.zero_grad(set_to_none=False)
    value = loss(discriminator(generator(z)))
    value.backward()
    optimizer.step()
    for p, g in zip(discriminator.parameters(), kept):
        p.grad = g
    return float(value.detach())


def update_average(average, generator, decay):
    move = get_ema_multi_avg_fn(decay)
    a, g = list(average.parameters()), list(generator.parameters())
    move([p.detach() for p in a], [p.detach() for p in g], None)
    for one, other in zip(average.buffers(), generator.buffers()):
        one.copy_(other)


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    opt_d = torch.optim.Adam(discriminator.parameters(), lr=lr, betas=(0.5, 0.999))
    opt_g = torch.optim.Adam(generator.parameters(), lr=lr, betas=(0.5, 0.999))
    average = copy.deepcopy(generator).requires_grad_(False)
    losses = []
    for real, z_d, z_g in batches:
        opt_d.zero_grad()
        loss_d = d_loss(discriminator(real), discriminator(generator(z_d).detach()))
        loss_d.backward()
        opt_d.step()

        opt_g.zero_grad()
        loss_g = g_loss(discriminator(generator(z_g)))
        loss_g.backward()
        opt_g.step()

        with torch.no_grad():
            for p_avg, p in zip(average.parameters(), generator.parameters()):
                p_avg.copy_(decay * p_avg + (1.0 - decay) * p)
            for b_avg, b in zip(average.buffers(), generator.buffers()):
                b_avg.copy_(b)
        losses.append((loss_d.item(), loss_g.item()))
    return average, losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    gen = Generator(latent_size, hidden_size, 2)
    dis = Discriminator(2, hidden_size)
    g = torch.Generator()
    g.manual_seed(seed)
    batches = (
        (
            x[torch.randint(len(x), (batch_size,), generator=g)],
            torch.randn((batch_size, latent_size), generator=g),
            torch.randn((batch_size, latent_size), generator=g),
        )
        for _ in range(steps)
    )
    return train_gan(
        gen,
        dis,
        batches,
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
