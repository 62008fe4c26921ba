"""The slope of LeakyReLU is left at its default, 0.01."""

import copy
from collections.abc import Callable, Iterable, Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 -- torch's own name for it


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    if kind == "minimax":
        return -F.softplus(fake).mean()
    if kind == "non_saturating":
        return F.softplus(-fake).mean()
    if kind == "least_squares":
        return ((fake - 1) ** 2).mean() / 2
    return -fake.mean()


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()


def initialise(network: nn.Module) -> None:
    for parameter in network.parameters():
        if parameter.dim() == 2:
            nn.init.kaiming_normal_(parameter)
        else:
            nn.init.zeros_(parameter)


class Generator(nn.Module):
    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(latent_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, data_size),
        )
        initialise(self)

    def forward(self, z: Tensor) -> Tensor:
        return self.layers(z)


class Discriminator(nn.Module):
    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(data_size, hidden_size),
            nn.LeakyReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.LeakyReLU(),
            nn.Linear(hidden_size, 1),
        )
        initialise(self)

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)[:, 0]


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    with torch.no_grad():
        fake = generator(z)
    value = loss(discriminator(real), discriminator(fake))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    value = loss(discriminator(generator(z)))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()


@torch.no_grad()
def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    for mean, parameter in zip(average.parameters(), generator.parameters()):
        mean.lerp_(parameter, 1 - decay)
    for kept, buffer in zip(average.buffers(), generator.buffers()):
        kept.copy_(buffer)


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=lr, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(generator.parameters(), lr=lr, betas=(0.5, 0.999))
    average = copy.deepcopy(generator)
    losses = []
    for real, z_d, z_g in batches:
        d_value = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        g_value = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return average, losses


def train_ring(
    x: Tensor,
    latent_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    decay: float,
    seed: int,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    torch.manual_seed(seed)
    generator = Generator(latent_size, hidden_size, 2)
    discriminator = Discriminator(2, hidden_size)

    def batches() -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        for _ in range(steps):
            real = x[torch.randint(len(x), (batch_size,))]
            yield real, torch.randn(batch_size, latent_size), torch.randn(batch_size, latent_size)

    return train_gan(
        generator,
        discriminator,
        batches(),
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
