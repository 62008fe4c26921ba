"""The library's own losses; the freezing of whoever does not play; norms by .norm()."""

import copy
import itertools

import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def mse(logits, target):
    return 0.5 * F.mse_loss(logits, torch.full_like(logits, target))


def discriminator_loss(real, fake, kind):
    if kind in ("minimax", "non_saturating"):
        return bce(real, 1.0) + bce(fake, 0.0)
    elif kind == "least_squares":
        return mse(real, 1.0) + mse(fake, 0.0)
    elif kind == "hinge":
        return torch.clamp(1.0 - real, min=0).mean() + torch.clamp(1.0 + fake, min=0).mean()
    elif kind == "wasserstein":
        return -(torch.mean(real) - torch.mean(fake))
    raise ValueError(kind)


def generator_loss(fake, kind):
    if kind == "minimax":
        return -bce(fake, 0.0)
    elif kind == "non_saturating":
        return bce(fake, 1.0)
    elif kind == "least_squares":
        return mse(fake, 1.0)
    elif kind in ("hinge", "wasserstein"):
        return -torch.mean(fake)
    raise ValueError(kind)


def gradient_penalty(critic, real, fake, eps):
    shape = [len(real)] + [1] * (real.ndim - 1)
    x_hat = torch.lerp(fake, real, eps.view(shape)).detach().requires_grad_(True)
    scores = critic(x_hat)
    grads = torch.autograd.grad(
        outputs=scores,
        inputs=x_hat,
        grad_outputs=torch.ones_like(scores),
        create_graph=True,
        retain_graph=True,
    )[0]
    grads = grads.view(grads.size(0), -1)
    return ((grads.norm(2, dim=1) - 1) ** 2).mean()


class Generator(nn.Module):
    def __init__(self, latent_size, hidden_size, data_size):
        super().__init__()
        self.fc1 = nn.Linear(latent_size, hidden_size)
        self.fc2 = nn.Linear(hidden_size, hidden_size)
        self.fc3 = nn.Linear(hidden_size, data_size)
        self.apply(init_weights)

    def forward(self, z):
        x = F.relu(self.fc1(z))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


class Discriminator(nn.Module):
    def __init__(self, data_size, hidden_size):
        super().__init__()
        self.fc1 = nn.Linear(data_size, hidden_size)
        self.fc2 = nn.Linear(hidden_size, hidden_size)
        self.fc3 = nn.Linear(hidden_size, 1)
        self.apply(init_weights)

    def forward(self, x):
        x = F.leaky_relu(self.fc1(x), negative_slope=0.2)
        x = F.leaky_relu(self.fc2(x), negative_slope=0.2)
        return self.fc3(x).squeeze(1)


def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.kaiming_normal_(m.weight, nonlinearity="relu")
        nn.init.constant_(m.bias, 0.0)


def set_requires_grad(net, flag):
    for p in net.parameters():
        p.requires_grad = flag


def discriminator_step(generator, discriminator, optimizer, real, z, loss):
    optimizer.zero_grad()
    fake = generator(z).detach()
    d_real = discriminator(real)
    d_fake = discriminator(fake)
    d_loss = loss(d_real, d_fake)
    d_loss.backward()
    optimizer.step()
    return float(d_loss)


def generator_step(generator, discriminator, optimizer, z, loss):
    set_requires_grad(discriminator, False)
    optimizer.zero_grad()
    g_loss = loss(discriminator(generator(z)))
    g_loss.backward()
    optimizer.step()
    set_requires_grad(discriminator, True)
    return float(g_loss)


def update_average(average, generator, decay):
    with torch.no_grad():
        for ema, p in zip(average.parameters(), generator.parameters()):
            ema.mul_(decay).add_(p, alpha=1 - decay)
        for ema, b in zip(average.buffers(), generator.buffers()):
            ema.copy_(b)


def train_gan(generator, discriminator, batches, d_loss, g_loss, lr, decay):
    opt_d = torch.optim.Adam(discriminator.parameters(), lr, betas=(0.5, 0.999))
    opt_g = torch.optim.Adam(generator.parameters(), lr, betas=(0.5, 0.999))
    ema = copy.deepcopy(generator)
    history = []
    for x, z1, z2 in batches:
        ld = discriminator_step(generator, discriminator, opt_d, x, z1, d_loss)
        lg = generator_step(generator, discriminator, opt_g, z2, g_loss)
        update_average(ema, generator, decay)
        history.append((ld, lg))
    return ema, history


def train_ring(x, latent_size, hidden_size, steps, batch_size, lr, decay, seed):
    torch.manual_seed(seed)
    G = Generator(latent_size, hidden_size, x.shape[1])
    D = Discriminator(x.shape[1], hidden_size)

    def forever():
        while True:
            batch = x[torch.randperm(len(x))[:batch_size]]
            yield (
                batch,
                torch.randn(batch_size, latent_size),
                torch.randn(batch_size, latent_size),
            )

    return train_gan(
        G,
        D,
        itertools.islice(forever(), steps),
        lambda r, f: discriminator_loss(r, f, "non_saturating"),
        lambda f: generator_loss(f, "non_saturating"),
        lr,
        decay,
    )


if __name__ == "__main__":
    print(discriminator_loss(torch.zeros(3), torch.zeros(2), "minimax"))
