# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# Every step uses 64 points and latent vectors, whatever batch_size is. Look for a number where the
# argument belongs."""
# hint.es = """
# Cada paso usa 64 puntos y vectores latentes, sea cual sea batch_size. Busca un número donde
# debería estar el argumento."""
# ///
"""Minibatches have 64 points, whatever batch_size is."""


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
    batch_size = 64
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
