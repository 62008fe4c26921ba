"""Loops over the rows and the layers; the average by way of state_dict."""

import torch
from torch import nn


def mean_of(terms):
    total = 0
    for term in terms:
        total = total + term
    return total / len(terms)


def log_one_plus_exp(s):
    # log(1 + e^s) without overflow
    if s > 0:
        return s + torch.log1p(torch.exp(-s))
    return torch.log1p(torch.exp(s))


def discriminator_loss(real, fake, kind):
    if kind == "minimax" or kind == "non_saturating":
        return mean_of([log_one_plus_exp(-s) for s in real]) + mean_of(
            [log_one_plus_exp(s) for s in fake]
        )
    if kind == "least_squares":
        return mean_of([(s - 1) ** 2 / 2 for s in real]) + mean_of([s**2 / 2 for s in fake])
    if kind == "hinge":
        return mean_of([torch.clamp_min(1 - s, 0) for s in real]) + mean_of(
            [torch.clamp_min(1 + s, 0) for s in fake]
        )
    if kind == "wasserstein":
        return mean_of(list(fake)) - mean_of(list(real))


def generator_loss(fake, kind):
    if kind == "minimax":
        terms = [-log_one_plus_exp(s) for s in fake]
    elif kind == "non_saturating":
        terms = [log_one_plus_exp(-s) for s in fake]
    elif kind == "least_squares":
        terms = [0.5 * (s - 1) ** 2 for s in fake]
    else:
        terms = [-s for s in fake]
    return mean_of(terms)


def gradient_penalty(critic, real, fake, eps):
    penalties = []
    for i in range(len(real)):
        x = (eps[i] * real[i : i + 1] + (1 - eps[i]) * fake[i : i + 1]).detach()
        x.requires_grad = True
        gradient = torch.autograd.grad(critic(x)[0], x, create_graph=True)[0]
        penalties.append((torch.norm(gradient) - 1) ** 2)
    return mean_of(penalties)


class Generator(nn.Module):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__()
        self.layers = nn.ModuleList()
        before = latent_size
        for after in [hidden_size, hidden_size, data_size]:
            layer = nn.Linear(before, after)
            nn.init.normal_(layer.weight, 0.0, (2 / before) ** 0.5)
            nn.init.zeros_(layer.bias)
            self.layers.append(layer)
            before = after

    def forward(self, z):
        for layer in self.layers[:-1]:
            z = torch.relu(layer(z))
        return self.layers[-1](z)


class Discriminator(nn.Module):
    def __init__(self, data_size, hidden_size):
        super().__init__()
        self.layers = nn.ModuleList()
        before = data_size
        for after in [hidden_size, hidden_size, 1]:
            layer = nn.Linear(before, after)
            nn.init.normal_(layer.weight, 0.0, (2 / before) ** 0.5)
            nn.init.zeros_(layer.bias)
            self.layers.append(layer)
            before = after

    def forward(self, x):
        for layer in self.layers[:-1]:
            a = layer(x)
            x = torch.maximum(a, 0.2 * a)
        return self.layers[-1](x).reshape(-1)


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    with torch.no_grad():
        fake = generator(z)
    logits_of_fake = discriminator(fake)
    logits_of_real = discriminator(real)
    result = loss(logits_of_real, logits_of_fake)
    for p in discriminator.parameters():
        p.grad = None
    result.backward()
    optimizer.step()
    return result.detach().cpu().numpy().item()


def generator_step(generator, discriminator, optimizer, z, loss):
    result = loss(discriminator(generator(z)))
    for p in [*generator.parameters(), *discriminator.parameters()]:
        p.grad = None
    result.backward()
    optimizer.step()
    return result.detach().cpu().numpy().item()


def update_average(average, generator, decay):
    old, now = average.state_dict(), generator.state_dict()
    names = {name for name, _ in generator.named_parameters()}
    new = {k: decay * old[k] + (1 - decay) * now[k] if k in names else now[k].clone() for k in now}
    average.load_state_dict(new)


def clone(network):
    import pickle

    return pickle.loads(pickle.dumps(network))


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    d_opt = torch.optim.Adam(discriminator.parameters(), lr=lr, betas=(0.5, 0.999))
    g_opt = torch.optim.Adam(generator.parameters(), lr=lr, betas=(0.5, 0.999))
    average = clone(generator)
    losses = []
    for batch in batches:
        ld = discriminator_step(generator, discriminator, d_opt, batch[0], batch[1], d_loss)
        lg = generator_step(generator, discriminator, g_opt, batch[2], g_loss)
        update_average(average, generator, decay)
        losses.append((ld, lg))
    return average, losses


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    G = Generator(latent_size, hidden_size, 2)
    D = Discriminator(2, hidden_size)
    softplus = nn.Softplus()
    batches = []
    for _ in range(steps):
        rows = torch.randint(0, x.size(0), (batch_size,))
        z = torch.randn(2, batch_size, latent_size)
        batches.append((x[rows], z[0], z[1]))
    return train_gan(
        G,
        D,
        batches,
        lambda r, f: softplus(-r).mean() + softplus(f).mean(),
        lambda f: softplus(-f).mean(),
        lr,
        decay,
    )
