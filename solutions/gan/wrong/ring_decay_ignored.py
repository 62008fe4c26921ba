# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# The average is kept with 0.97, whatever decay is: with a decay of 0 it should be the generator
# itself. Look for a number where the argument belongs."""
# hint.es = """
# La media se hace con 0.97, sea cual sea decay: con decay 0 debería ser el propio generador. Busca
# un número donde debería estar el argumento."""
# ///
"""The average is kept with 0.97, whatever decay is."""


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
        0.97,
    )
