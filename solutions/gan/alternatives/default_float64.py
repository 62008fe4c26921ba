"""Everything is float64 by default; the ring is trained in a loop of its own, one pass each."""

import copy
import math

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def softplus(s):
    return torch.logaddexp(s, torch.zeros_like(s))


def discriminator_loss(real, fake, kind):
    if kind in {"minimax", "non_saturating"}:
        return softplus(-real).mean() + softplus(fake).mean()
    if kind == "least_squares":
        return (real - 1).pow(2).mean().add(fake.pow(2).mean()).div(2)
    if kind == "hinge":
        return torch.relu(1 - real).mean() + torch.relu(1 + fake).mean()
    return fake.mean() - real.mean()


def generator_loss(fake, kind):
    if kind == "minimax":
        return -softplus(fake).mean()
    if kind == "non_saturating":
        return softplus(-fake).mean()
    if kind == "least_squares":
        return (fake - 1).pow(2).mean().div(2)
    return fake.mean().neg()


def gradient_penalty(critic, real, fake, eps):
    shape = (len(eps),) + (1,) * (real.ndim - 1)
    x = torch.lerp(fake, real, eps.view(shape).expand_as(real)).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(x).sum(), [x], create_graph=True)
    return slope.flatten(start_dim=1).norm(dim=1).sub(1).pow(2).mean()


class Layers(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            weight = torch.randn(outputs, inputs) * math.sqrt(2 / inputs)
            self.register_parameter(f"weight{i}", nn.Parameter(weight))
            self.register_parameter(f"bias{i}", nn.Parameter(torch.zeros(outputs)))

    def affine(self, i, x):
        return x @ getattr(self, f"weight{i}").T + getattr(self, f"bias{i}")


class Generator(Layers):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__(latent_size, hidden_size, hidden_size, data_size)

    def forward(self, z):
        return self.affine(2, self.affine(1, self.affine(0, z).relu()).relu())


class Discriminator(Layers):
    def __init__(self, data_size, hidden_size):
        super().__init__(data_size, hidden_size, hidden_size, 1)

    def forward(self, x):
        for i in range(2):
            x = self.affine(i, x)
            x = torch.where(x > 0, x, 0.2 * x)
        return self.affine(2, x).reshape(-1)


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    fake = generator(z).detach()
    optimizer.zero_grad()
    value = loss(discriminator(real), discriminator(fake))
    value.backward()
    optimizer.step()
    return value.detach().item()


def generator_step(generator, discriminator, optimizer, z, loss):
    frozen = [p for p in discriminator.parameters() if p.requires_grad]
    for p in frozen:
        p.requires_grad_(False)
    optimizer.zero_grad()
    value = loss(discriminator(generator(z)))
    value.backward()
    optimizer.step()
    for p in frozen:
        p.requires_grad_(True)
    return value.detach().item()


def update_average(average, generator, decay):
    with torch.no_grad():
        for a, p in zip(average.parameters(), generator.parameters()):
            a.copy_(decay * a + (1 - decay) * p)
        for a, b in zip(average.buffers(), generator.buffers()):
            a.copy_(b)


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    opt_d = torch.optim.Adam([*discriminator.parameters()], lr=lr, betas=(0.5, 0.999))
    opt_g = torch.optim.Adam([*generator.parameters()], lr=lr, betas=(0.5, 0.999))
    average, losses = copy.deepcopy(generator), []
    for real, z_d, z_g in batches:
        d = discriminator_step(generator, discriminator, opt_d, real, z_d, d_loss)
        g = generator_step(generator, discriminator, opt_g, z_g, g_loss)
        update_average(average, generator, decay)
        losses.append((d, g))
    return average, losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    rng = torch.Generator().manual_seed(seed)
    torch.manual_seed(rng.initial_seed())
    G = Generator(latent_size, hidden_size, 2).to(x.dtype)
    D = Discriminator(2, hidden_size).to(x.dtype)
    opt_g, opt_d = (torch.optim.Adam(n.parameters(), lr, betas=(0.5, 0.999)) for n in (G, D))
    average, losses = copy.deepcopy(G), []
    for step in range(steps):
        rows = torch.randint(x.shape[0], (batch_size,), generator=rng)
        z_d, z_g = torch.randn(2, batch_size, latent_size, generator=rng, dtype=x.dtype)
        with torch.no_grad():
            fake = G(z_d)
        # Real and generated points in one pass.
        scores = D(torch.cat([x[rows], fake]))
        labels = torch.cat([torch.ones(batch_size), torch.zeros(batch_size)]).to(x.dtype)
        d = 2 * nn.functional.binary_cross_entropy_with_logits(scores, labels)
        opt_d.zero_grad()
        d.backward()
        opt_d.step()
        g = softplus(-D(G(z_g))).mean()
        opt_g.zero_grad()
        g.backward()
        opt_g.step()
        update_average(average, G, decay)
        losses.append((d.item(), g.item()))
        if step % 100 == 0:
            print(f"step {step}: {losses[-1]}")
    return average, losses
