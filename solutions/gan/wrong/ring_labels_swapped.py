# /// wrong answer
# check = "test_ring_first_steps"
# kind = "broken_property"
# hint.en = """
# Your generator learns to be taken for fake: the sign of its loss is the other way round, and its
# samples run away from the data."""
# hint.es = """
# Tu generador aprende a que lo tomen por falso: el signo de su pérdida está al revés, y sus
# muestras huyen de los datos."""
# ///
"""The generator is trained to be found out."""


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
        lambda fake: F.softplus(fake).mean(),
        lr,
        decay,
    )
